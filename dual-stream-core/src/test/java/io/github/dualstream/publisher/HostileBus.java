package io.github.dualstream.publisher;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationException;
import io.github.dualstream.transport.NotificationListener;

/**
 * Bus that hangs and fails when the test says so, and remembers what it was given.
 */
final class HostileBus implements NotificationBus {

	final List<List<Notification>> batches = new CopyOnWriteArrayList<>();

	final AtomicInteger calls = new AtomicInteger();

	volatile Behaviour behaviour = (batch) -> {
	};

	private volatile CountDownLatch gate = new CountDownLatch(0);

	@Override
	public void publish(List<Notification> batch) throws NotificationException {
		this.calls.incrementAndGet();
		awaitGate();
		this.behaviour.accept(batch);
		this.batches.add(batch);
	}

	private void awaitGate() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void hang() {
		this.gate = new CountDownLatch(1);
	}

	void goOn() {
		this.gate.countDown();
	}

	List<Notification> sent() {
		return this.batches.stream().flatMap(List::stream).toList();
	}

	static NotificationException failure(int sent, int refused, int unknown) {
		return new NotificationException(sent, refused, unknown, new IllegalStateException("bus says no"));
	}

	@Override
	public BusSubscription subscribe(String channel, NotificationListener listener) {
		throw new UnsupportedOperationException("no test listens");
	}

	interface Behaviour {

		void accept(List<Notification> batch) throws NotificationException;

	}

}
