package io.github.dualstream.feed;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's view of its sources: their recent history, then what happens live. It
 * hears the bus before it reads the history, so that nothing falls in between, and what
 * it learns twice it delivers once. Thread-safe.
 */
public final class Feed implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Feed.class);

	private static final Comparator<Arrival> BY_OFFSET = Comparator
		.comparingLong((arrival) -> arrival.notification().position().offset());

	private final FeedListener listener;

	private final Consumer<Feed> onClose;

	private final SerialTask delivery;

	/** What was heard and not delivered yet; as large as the client's buffer. */
	private final BlockingQueue<Arrival> arrivals;

	private final List<BusSubscription> subscriptions = new CopyOnWriteArrayList<>();

	private final AtomicReference<@Nullable CloseReason> closed = new AtomicReference<>();

	private volatile boolean heartbeatDue;

	/**
	 * What is still to be read and delivered; from the start on for the delivery only.
	 */
	private final Queue<Supplier<List<Notification>>> histories = new ArrayDeque<>();

	/** Whether the listener has been told; for the delivery only. */
	private boolean ended;

	Feed(FeedListener listener, int bufferCapacity, Executor executor, Consumer<Feed> onClose) {
		this.listener = listener;
		this.onClose = onClose;
		this.arrivals = new LinkedBlockingQueue<>(bufferCapacity);
		this.delivery = new SerialTask(executor, this::deliver);
	}

	/**
	 * End the feed. Returns at once and may be called again; a delivery that is under way
	 * goes on, and {@link FeedListener#onClose} follows it.
	 */
	@Override
	public void close() {
		close(CloseReason.CLIENT_LEFT);
	}

	void close(CloseReason reason) {
		if (this.closed.compareAndSet(null, reason)) {
			this.subscriptions.forEach(BusSubscription::close);
			this.onClose.accept(this);
			this.delivery.request();
		}
	}

	void addHistory(Supplier<List<Notification>> history) {
		this.histories.add(history);
	}

	void addSubscription(BusSubscription subscription) {
		this.subscriptions.add(subscription);
		if (isClosed()) {
			subscription.close();
		}
	}

	/** Nothing is delivered before. */
	void start() {
		this.delivery.start();
	}

	/** For the bus's thread. */
	void hear(FeedSource source, Notification notification) {
		if (isClosed() || !source.concerns(notification)) {
			return;
		}
		if (this.arrivals.offer(new Arrival(source, notification))) {
			this.delivery.request();
		}
		else {
			close(CloseReason.CLIENT_TOO_SLOW);
		}
	}

	void heartbeat() {
		this.heartbeatDue = true;
		this.delivery.request();
	}

	private void deliver() {
		if (this.ended) {
			return;
		}
		try {
			deliverWhatIsThere();
		}
		catch (IOException ex) {
			logger.debug("Feed ends: its client is gone", ex);
			close(CloseReason.CLIENT_LEFT);
		}
		catch (RuntimeException ex) {
			logger.warn("Feed ends: its history could not be read, or its listener failed", ex);
			close(CloseReason.FAILED);
		}
		end(this.closed.get());
	}

	private void deliverWhatIsThere() throws IOException {
		while (!isClosed() && !this.histories.isEmpty()) {
			deliver(this.histories.remove().get());
		}
		if (!isClosed()) {
			deliver(takeArrivals());
		}
		if (!isClosed() && this.heartbeatDue) {
			this.heartbeatDue = false;
			this.listener.onHeartbeat();
		}
	}

	private List<Notification> takeArrivals() {
		List<Arrival> batch = new ArrayList<>();
		this.arrivals.drainTo(batch);
		batch.sort(BY_OFFSET);
		batch.removeIf((arrival) -> !arrival.source().advanceTo(arrival.notification().position()));
		return batch.stream().map(Arrival::notification).toList();
	}

	private void deliver(List<Notification> notifications) throws IOException {
		if (!notifications.isEmpty()) {
			this.listener.onNotifications(notifications);
		}
	}

	private void end(@Nullable CloseReason reason) {
		if (reason != null) {
			this.ended = true;
			this.arrivals.clear();
			this.listener.onClose(reason);
		}
	}

	private boolean isClosed() {
		return this.closed.get() != null;
	}

	private record Arrival(FeedSource source, Notification notification) {

	}

}
