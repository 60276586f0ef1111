package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * Sends one batch after the other and counts every notification in it. For one thread.
 */
final class NotificationSender {

	private final NotificationBus bus;

	private final CircuitBreaker circuit;

	private final Duration maxAge;

	private final DispatchListener listener;

	private final BusAvailability availability = new BusAvailability();

	NotificationSender(NotificationBus bus, CircuitBreaker circuit, Duration maxAge, DispatchListener listener) {
		this.bus = bus;
		this.circuit = circuit;
		this.maxAge = maxAge;
		this.listener = listener;
	}

	void send(List<PendingNotification> batch) {
		List<PendingNotification> fresh = dropExpired(batch);
		if (fresh.isEmpty()) {
			return;
		}
		if (!this.circuit.tryAcquirePermission()) {
			this.listener.dropped(DropReason.CIRCUIT_OPEN, fresh.size());
			return;
		}
		publish(fresh);
	}

	private List<PendingNotification> dropExpired(List<PendingNotification> batch) {
		long now = System.nanoTime();
		List<PendingNotification> fresh = new ArrayList<>(batch.size());
		for (PendingNotification pending : batch) {
			if (now - pending.acknowledgedAt() <= this.maxAge.toNanos()) {
				fresh.add(pending);
			}
		}
		if (fresh.size() < batch.size()) {
			this.listener.dropped(DropReason.EXPIRED, batch.size() - fresh.size());
		}
		return fresh;
	}

	private void publish(List<PendingNotification> batch) {
		long start = System.nanoTime();
		try {
			this.bus.publish(batch.stream().map(PendingNotification::notification).toList());
		}
		catch (NotificationException ex) {
			accountFor(ex, batch, start);
			return;
		}
		catch (RuntimeException | Error ex) {
			// also a class that is missing must not end the only thread that sends
			failed(start, ex);
			this.listener.unknown(batch.size());
			return;
		}
		// outside of the try: a listener that throws is no failure of the bus
		succeeded(start);
		sent(batch);
	}

	private void accountFor(NotificationException ex, List<PendingNotification> batch, long start) {
		// a bus that sent some of them is alive; what it refused is not for a breaker to
		// mend
		if (ex.sent() > 0) {
			succeeded(start);
		}
		else {
			failed(start, ex);
		}
		sent(batch.subList(0, ex.sent()));
		if (ex.refused() > 0) {
			this.listener.dropped(DropReason.REDIS_ERROR, ex.refused());
		}
		if (ex.unknown() > 0) {
			this.listener.unknown(ex.unknown());
		}
	}

	private void sent(List<PendingNotification> batch) {
		long now = System.nanoTime();
		for (PendingNotification pending : batch) {
			this.listener.sent(Duration.ofNanos(now - pending.acknowledgedAt()));
		}
	}

	private void succeeded(long start) {
		this.circuit.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
		this.availability.succeeded();
	}

	private void failed(long start, Throwable ex) {
		this.circuit.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, ex);
		this.availability.failed(ex);
	}

}
