package io.github.dualstream.heartbeat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Publishes heartbeats at an interval, like any event, and subscribes to their
 * notifications. Thread-safe.
 */
public final class HeartbeatSender implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(HeartbeatSender.class);

	private static final int MAX_UNHEARD = 100;

	private final DualStreamPublisher publisher;

	private final Source source;

	private final Duration interval;

	private final HeartbeatListener listener;

	private final Threads threads;

	/**
	 * Time of publication of each heartbeat whose notification has not arrived, by event
	 * id.
	 */
	private final Map<String, Long> unheard = new ConcurrentHashMap<>();

	private @Nullable NotificationBus bus;

	private @Nullable ChannelNaming channels;

	private @Nullable BusSubscription subscription;

	private volatile @Nullable SupervisedThread thread;

	private volatile boolean failing;

	/**
	 * Create a sender, to be started.
	 * @param publisher publisher of the heartbeats
	 * @param service name of this service
	 * @param interval interval between two heartbeats
	 * @param listener listener for the round-trip times
	 * @param threads threads of the application
	 */
	public HeartbeatSender(DualStreamPublisher publisher, String service, Duration interval, HeartbeatListener listener,
			Threads threads) {
		this.publisher = publisher;
		this.source = new Source(HeartbeatSettings.SOURCE_TYPE, service);
		this.interval = interval;
		this.listener = listener;
		this.threads = threads;
	}

	/**
	 * Subscribe to the notifications of the heartbeats. To be called before the start.
	 * @param bus bus of the notifications
	 * @param channels naming of their channel
	 */
	public void listenOn(NotificationBus bus, ChannelNaming channels) {
		this.bus = bus;
		this.channels = channels;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the listener
	private void beat() {
		Event beat = Event.of(this.source.type(), this.source.id(), "heartbeat", Map.of());
		long publishedAt = System.nanoTime();
		await(beat, publishedAt);
		this.publisher.publishAsync(beat).whenComplete((result, failure) -> ended(beat, publishedAt, failure));
	}

	private void await(Event beat, long publishedAt) {
		if (this.bus != null) {
			if (this.unheard.size() >= MAX_UNHEARD) {
				this.unheard.clear();
			}
			this.unheard.put(beat.id(), publishedAt);
		}
	}

	private void ended(Event beat, long publishedAt, @Nullable Throwable failure) {
		if (failure == null) {
			this.listener.acknowledged(since(publishedAt));
		}
		else {
			this.unheard.remove(beat.id());
			if (!this.failing) {
				logger.warn("Failed to publish a heartbeat: {}", PrintableText.ofInnermostCause(failure));
			}
		}
		this.failing = failure != null;
	}

	private void heard(Notification notification) {
		Long publishedAt = this.unheard.remove(notification.eventId());
		if (publishedAt != null) {
			this.listener.heard(since(publishedAt));
		}
	}

	private static Duration since(long nanoTime) {
		return Duration.ofNanos(System.nanoTime() - nanoTime);
	}

	@Override
	public synchronized void start() {
		if (this.thread != null) {
			return;
		}
		if (this.bus != null && this.channels != null) {
			this.subscription = this.bus.subscribe(this.channels.channelOf(this.source), this::heard);
		}
		this.thread = this.threads.every("dual-stream-heartbeat", Duration.ZERO, this.interval, this::beat);
	}

	@Override
	public synchronized void stop() {
		if (this.thread != null) {
			this.thread.close();
			this.thread = null;
		}
		if (this.subscription != null) {
			this.subscription.close();
			this.subscription = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

}
