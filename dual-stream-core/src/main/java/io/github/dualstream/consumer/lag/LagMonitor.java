package io.github.dualstream.consumer.lag;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.schedule.PeriodicTask;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the lag of the application's consumers periodically. Thread-safe.
 */
public final class LagMonitor extends PeriodicTask {

	private static final Logger logger = LoggerFactory.getLogger(LagMonitor.class);

	private final Map<String, ConsumerProgress> progress = new ConcurrentHashMap<>();

	private final Map<String, Lag> lags = new ConcurrentHashMap<>();

	private final EventConsumers consumers;

	private final LagThresholds thresholds;

	private final List<LagListener> listeners;

	private final Clock clock;

	/**
	 * Create a monitor, to be started.
	 * @param consumers the consumers to measure
	 * @param thresholds thresholds of the levels
	 * @param interval interval between two measurements
	 * @param listeners listeners for each measurement
	 * @param threads threads of the application
	 */
	public LagMonitor(EventConsumers consumers, LagThresholds thresholds, Duration interval,
			List<LagListener> listeners, Threads threads) {
		this(consumers, thresholds, interval, listeners, threads, Clock.systemUTC());
	}

	LagMonitor(EventConsumers consumers, LagThresholds thresholds, Duration interval, List<LagListener> listeners,
			Threads threads, Clock clock) {
		super("dual-stream-lag", interval, interval, threads);
		this.consumers = consumers;
		this.thresholds = thresholds;
		this.listeners = List.copyOf(listeners);
		this.clock = clock;
	}

	/**
	 * Lags of the last measurement.
	 * @return the lag of each consumer that could be measured
	 */
	public Collection<Lag> lags() {
		return List.copyOf(this.lags.values());
	}

	/** Measure all consumers, one after the other. */
	@Override
	protected void run() {
		this.consumers.all().forEach(this::look);
	}

	private void look(EventConsumer consumer) {
		CompletableFuture<Void> unused = consumer.progress()
			.thenAccept((progress) -> measured(consumer, progress))
			.exceptionally((failure) -> {
				logger.warn("Could not measure the lag of group '{}': {}", consumer.group(),
						PrintableText.ofInnermostCause(failure));
				return null;
			});
	}

	private synchronized void measured(EventConsumer consumer, List<GroupProgress> progress) {
		ConsumerProgress remembered = this.progress.computeIfAbsent(consumer.group(),
				(group) -> new ConsumerProgress(this.clock));
		LagLevel previous = remembered.level();
		Lag lag = remembered.look(consumer.status(), progress, this.thresholds);
		this.lags.put(lag.group(), lag);
		report(lag, previous);
		this.listeners.forEach((listener) -> listener.measured(lag, previous));
	}

	private static void report(Lag lag, LagLevel previous) {
		if (lag.level().compareTo(previous) > 0) {
			logger.warn("Group '{}' is {} records and {} s behind: {}", lag.group(), lag.records(),
					lag.age().toSeconds(), lag.level());
		}
		else if (lag.level() != previous) {
			logger.info("Group '{}' is {} records and {} s behind: {} after {}", lag.group(), lag.records(),
					lag.age().toSeconds(), lag.level(), previous);
		}
	}

}
