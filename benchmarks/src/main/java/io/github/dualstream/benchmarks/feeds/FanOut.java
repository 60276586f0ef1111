package io.github.dualstream.benchmarks.feeds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedEvent;
import io.github.dualstream.feed.FeedMessage;
import io.github.dualstream.feed.FeedRequest;
import io.github.dualstream.feed.FeedSettings;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.TopicRouting;
import org.awaitility.Awaitility;

import org.springframework.context.ApplicationContext;

/**
 * Many subscribers of one source in this process, each of which takes at once what there
 * is.
 */
final class FanOut {

	private static final FeedSettings SETTINGS = new FeedSettings(1000, 1 << 20, 1 << 27, Duration.ofSeconds(10),
			Duration.ofSeconds(1));

	private static final Source SOURCE = new Source(Orders.SOURCE_TYPE, "in-process");

	private final LongAdder taken = new LongAdder();

	private final ApplicationContext service;

	FanOut(ApplicationContext service) {
		this.service = service;
	}

	/**
	 * Measure.
	 * @param subscribers how many
	 * @param events how many events in each round
	 * @param rounds how often, and how often before it counts
	 */
	List<FanOutRound> run(int subscribers, int events, int rounds, int warmUpRounds) {
		List<FanOutRound> results = new ArrayList<>();
		try (Feeds feeds = new Feeds(this.service.getBean(LogReaders.class), this.service.getBean(TopicRouting.class),
				this.service.getBean(NotificationBus.class), this.service.getBean(ChannelNaming.class), SETTINGS,
				new FeedStatistics(), new Threads())) {
			for (int i = 0; i < subscribers; i++) {
				feeds.open(FeedRequest.begin(Set.of(SOURCE), 0), this::takeAll);
			}
			for (int number = 1 - warmUpRounds; number <= rounds; number++) {
				FanOutRound round = round(number, subscribers, events);
				if (number > 0) {
					results.add(round);
				}
			}
		}
		return results;
	}

	private void takeAll(Feed feed) {
		for (FeedMessage message = feed.take(); message != null; message = feed.take()) {
			if (message instanceof FeedEvent) {
				this.taken.increment();
			}
		}
	}

	private FanOutRound round(int number, int subscribers, int events) {
		this.taken.reset();
		ProcessUsage before = ProcessUsage.now();
		long start = System.nanoTime();
		DualStreamPublisher publisher = this.service.getBean(DualStreamPublisher.class);
		CompletableFuture
			.allOf(java.util.stream.IntStream.range(0, events)
				.mapToObj((i) -> publisher
					.publishAsync(Event.of(SOURCE.type(), SOURCE.id(), Orders.TYPE, Map.of("number", i))))
				.toArray(CompletableFuture[]::new))
			.join();
		long expected = (long) subscribers * events;
		Awaitility.await("everybody has everything")
			.atMost(Duration.ofMinutes(2))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(() -> this.taken.sum() >= expected);
		double seconds = (System.nanoTime() - start) / 1e9;
		ProcessUsage after = ProcessUsage.now();
		return new FanOutRound(number, expected, seconds, after.cpuNanosSince(before) / 1e9,
				(double) after.allocatedSince(before) / expected);
	}

}
