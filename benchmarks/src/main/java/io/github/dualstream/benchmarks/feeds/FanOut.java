package io.github.dualstream.benchmarks.feeds;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.run.Run;
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

	void run(Run run) {
		int subscribers = run.options().number("subscribers");
		int events = run.options().number("events");
		try (Feeds feeds = new Feeds(this.service.getBean(LogReaders.class), this.service.getBean(TopicRouting.class),
				this.service.getBean(NotificationBus.class), this.service.getBean(ChannelNaming.class), SETTINGS,
				new FeedStatistics(), new Threads())) {
			for (int i = 0; i < subscribers; i++) {
				feeds.open(FeedRequest.begin(Set.of(SOURCE), 0), this::takeAll);
			}
			for (int number : run.options().rounds("rounds")) {
				run.add(number, "fan-out in process", "dual-stream", measure((long) subscribers * events, events));
			}
		}
	}

	private void takeAll(Feed feed) {
		for (FeedMessage message = feed.take(); message != null; message = feed.take()) {
			if (message instanceof FeedEvent) {
				this.taken.increment();
			}
		}
	}

	private Figures measure(long deliveries, int events) {
		this.taken.reset();
		ProcessUsage before = ProcessUsage.now();
		long start = System.nanoTime();
		DualStreamPublisher publisher = this.service.getBean(DualStreamPublisher.class);
		CompletableFuture
			.allOf(IntStream.range(0, events)
				.mapToObj((i) -> publisher
					.publishAsync(Event.of(SOURCE.type(), SOURCE.id(), Orders.TYPE, Map.of("number", i))))
				.toArray(CompletableFuture[]::new))
			.join();
		Awaitility.await("everybody has everything")
			.atMost(Duration.ofMinutes(2))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(() -> this.taken.sum() >= deliveries);
		double seconds = (System.nanoTime() - start) / 1e9;
		ProcessUsage after = ProcessUsage.now();
		return new Figures().with("deliveries", deliveries)
			.with("million deliveries/s", deliveries / seconds / 1e6)
			.with("CPU ns/delivery", (double) after.cpuNanosSince(before) / deliveries)
			.with("bytes/delivery", (double) after.allocatedSince(before) / deliveries);
	}

}
