package io.github.dualstream.autoconfigure.feed;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.RepairCause;
import io.github.dualstream.feed.ResetReason;

/**
 * Status of the live feeds.
 */
final class FeedsStatus implements StatusContributor {

	private final Feeds feeds;

	private final FeedStatistics statistics;

	/**
	 * Create the part.
	 * @param feeds the feeds to show
	 * @param statistics their statistics
	 */
	FeedsStatus(Feeds feeds, FeedStatistics statistics) {
		this.feeds = feeds;
		this.statistics = statistics;
	}

	@Override
	public String name() {
		return "feeds";
	}

	@Override
	public Object status() {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("clients", this.feeds.size());
		status.put("partitions", this.feeds.watchedPartitions());
		status.put("channels", this.feeds.channels());
		status.put("repaired", counts(RepairCause.values(), RepairCause::text, this.statistics::repaired));
		status.put("resets", counts(ResetReason.values(), ResetReason::text, this.statistics::resets));
		status.put("closed", counts(CloseReason.values(), CloseReason::text, this.statistics::closes));
		status.put("unconfirmed", this.statistics.unconfirmed());
		return status;
	}

	private static <T> Map<String, Long> counts(T[] all, Function<T, String> name, ToLongFunction<T> count) {
		return Arrays.stream(all).collect(Collectors.toMap(name, count::applyAsLong, Long::sum, LinkedHashMap::new));
	}

}
