package io.github.dualstream.autoconfigure.feed;

import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.RepairCause;
import io.github.dualstream.feed.ResetReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of live feeds.
 */
final class FeedMeters implements MeterBinder {

	private final Feeds feeds;

	private final FeedStatistics statistics;

	/**
	 * Create the binder.
	 * @param feeds the feeds to show
	 * @param statistics their statistics
	 */
	FeedMeters(Feeds feeds, FeedStatistics statistics) {
		this.feeds = feeds;
		this.statistics = statistics;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("dual.stream.feed.clients", this.feeds, Feeds::size)
			.description("Number of open feeds")
			.register(registry);
		Gauge.builder("dual.stream.feed.buffered", this.feeds, Feeds::bufferedBytes)
			.description(
					"Size of the events that wait for clients; an event that waits for several clients counts once")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		for (RepairCause cause : RepairCause.values()) {
			FunctionCounter.builder("dual.stream.feed.repaired", this.statistics, (counts) -> counts.repaired(cause))
				.description("Number of events that were delivered although no notification arrived within 5 seconds")
				.tag("cause", cause.text())
				.register(registry);
		}
		for (ResetReason reason : ResetReason.values()) {
			FunctionCounter.builder("dual.stream.feed.resets", this.statistics, (counts) -> counts.resets(reason))
				.description("Number of resets sent to clients")
				.tag("reason", reason.text())
				.register(registry);
		}
		for (CloseReason reason : CloseReason.values()) {
			FunctionCounter.builder("dual.stream.feed.closed", this.statistics, (counts) -> counts.closes(reason))
				.description("Number of feeds that ended")
				.tag("reason", reason.text())
				.register(registry);
		}
		FunctionCounter.builder("dual.stream.feed.unconfirmed", this.statistics, FeedStatistics::unconfirmed)
			.description("Number of notifications of events that are not in the log")
			.register(registry);
		Timer latency = Timer.builder("dual.stream.feed.latency")
			.description("Time from the timestamp of an event's record to its delivery to the clients")
			.register(registry);
		this.statistics.onLatency(latency::record);
	}

}
