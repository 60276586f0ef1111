package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.dualstream.schedule.PeriodicTask;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AppendBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Samples the backlog at an interval, and notifies the application when its level
 * changes. Thread-safe.
 */
public final class BacklogMonitor extends PeriodicTask {

	private static final Logger logger = LoggerFactory.getLogger(BacklogMonitor.class);

	private final Backlog backlog;

	private final AppendBuffer buffer;

	private final BacklogThresholds thresholds;

	private final ApplicationEventPublisher events;

	private final LongSupplier nanoTime;

	private volatile BacklogState state = BacklogState.NONE;

	// of the thread that looks
	private long sampledAt;

	private long ended;

	private long nanos;

	/**
	 * Create a monitor, to be started.
	 * @param backlog backlog to sample
	 * @param buffer buffer of the log, which holds the backlog
	 * @param thresholds thresholds of the levels
	 * @param interval interval between two samples
	 * @param events publisher of level changes
	 * @param threads threads of the application
	 */
	public BacklogMonitor(Backlog backlog, AppendBuffer buffer, BacklogThresholds thresholds, Duration interval,
			ApplicationEventPublisher events, Threads threads) {
		this(backlog, buffer, thresholds, interval, events, threads, System::nanoTime);
	}

	BacklogMonitor(Backlog backlog, AppendBuffer buffer, BacklogThresholds thresholds, Duration interval,
			ApplicationEventPublisher events, Threads threads, LongSupplier nanoTime) {
		super("dual-stream-backlog", interval, interval, threads);
		this.backlog = backlog;
		this.buffer = buffer;
		this.thresholds = thresholds;
		this.events = events;
		this.nanoTime = nanoTime;
		this.sampledAt = nanoTime.getAsLong();
	}

	/**
	 * State of the backlog as of the last sample.
	 * @return its state
	 */
	public BacklogState state() {
		return this.state;
	}

	/** Sample on one thread and without a lock, since listeners may be slow. */
	@Override
	protected void run() {
		if (this.backlog.isUntouched()) {
			// asking for the buffer would make the log connect
			return;
		}
		BacklogState previous = this.state;
		this.state = measure();
		if (this.state.level() != previous.level()) {
			report(previous.level());
			this.events.publishEvent(new BacklogLevelChanged(previous.level(), this.state));
		}
	}

	private BacklogState measure() {
		long now = this.nanoTime.getAsLong();
		long inFlight = this.backlog.inFlight();
		long answered = this.backlog.ended() - this.ended;
		long took = this.backlog.nanos() - this.nanos;
		double seconds = (now - this.sampledAt) / (double) TimeUnit.SECONDS.toNanos(1);
		this.ended += answered;
		this.nanos += took;
		this.sampledAt = now;
		long latency = (answered > 0) ? took / answered : this.backlog.waitingNanos(now);
		long used = this.buffer.usedBytes();
		long capacity = this.buffer.capacityBytes();
		double load = Math.min(1, Math.max((capacity > 0) ? (double) used / capacity : 0,
				(double) latency / this.thresholds.maxLatency().toNanos()));
		return new BacklogState(this.thresholds.levelOf(load), load, inFlight, used, capacity,
				(seconds > 0) ? answered / seconds : 0, Duration.ofNanos(latency));
	}

	private void report(BacklogLevel previous) {
		logger.atLevel((this.state.level() == BacklogLevel.CRITICAL) ? Level.WARN : Level.INFO)
			.log("The publisher's backlog is {}, was {}: {} publishes in flight, {} of {} bytes buffered, {} ms each",
					this.state.level(), previous, this.state.inFlight(), this.state.bufferedBytes(),
					this.state.bufferCapacityBytes(), this.state.latency().toMillis());
	}

}
