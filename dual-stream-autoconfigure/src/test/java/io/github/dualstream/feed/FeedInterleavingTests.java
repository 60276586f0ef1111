package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.transport.HistoryRequest;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.TopicRouting;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random interleavings of publishing, notifying, reading and delivering: no gap, no
 * duplicate, log order.
 */
class FeedInterleavingTests {

	private static final long SEED = 20_250_131L;

	private static final int RUNS = 5_000;

	@Test
	void everyInterleavingDeliversTheEndOfTheLogOnceAndInOrder() {
		System.out.println("FeedInterleavingTests: " + RUNS + " runs, seeds from " + SEED);
		for (long seed = SEED; seed < SEED + RUNS; seed++) {
			new Run(seed).check();
		}
	}

	@Test
	void whenManyThreadsWorkThenEveryClientGetsTheEndOfTheLogOnceAndInOrder() throws Exception {
		Source source = new Source("order", "42");
		InMemoryLog log = new InMemoryLog("events");
		InMemoryBus bus = new InMemoryBus();
		List<String> published = IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		ExecutorService publisher = Executors.newSingleThreadExecutor();
		try {
			Feeds feeds = new Feeds(new SourceHistory(log, new TopicRouting("events", Map.of())), bus, bus.naming(),
					threads, published.size());
			Future<?> publishing = publisher
				.submit(() -> published.forEach((id) -> bus.publish(List.of(append(log, source, id)))));
			List<RecordingListener> clients = new ArrayList<>();
			while (clients.isEmpty() || (!publishing.isDone() && clients.size() < 200)) {
				RecordingListener client = new RecordingListener();
				clients.add(client);
				feeds.open(List.of(source), 10, client);
			}
			publishing.get();
			feeds.stop();
			Awaitility.await().until(() -> clients.stream().allMatch((client) -> !client.closed().isEmpty()));
			clients.forEach((client) -> assertUninterrupted(client.ids(), published));
		}
		finally {
			publisher.shutdownNow();
			threads.shutdownNow();
		}
	}

	private static void assertUninterrupted(List<String> ids, List<String> published) {
		if (!ids.isEmpty()) {
			int first = published.indexOf(ids.get(0));
			assertThat(ids).isEqualTo(published.subList(first, first + ids.size()));
		}
	}

	private static Notification append(InMemoryLog log, Source source, String id) {
		Event event = Event.builder().id(id).source(source.type(), source.id()).type("test").data(Map.of()).build();
		return Notification.of(event, log.append(event), null);
	}

	/**
	 * One random course of things. The model: each source delivers what the log held of
	 * it when its history was read, but for what is beyond the limit, and all that came
	 * after.
	 */
	private static final class Run {

		private final long seed;

		private final Random random;

		private final InMemoryLog log = new InMemoryLog("events");

		private final InMemoryBus bus = new InMemoryBus();

		private final ManualExecutor executor = new ManualExecutor();

		private final RecordingListener client = new RecordingListener();

		private final List<Source> sources;

		private final int recent;

		private final List<List<String>> logged = new ArrayList<>();

		private final List<Integer> loggedWhenRead = new ArrayList<>();

		private final List<Queue<Notification>> onTheirWay = new ArrayList<>();

		private final List<Notification> arrived = new ArrayList<>();

		Run(long seed) {
			this.seed = seed;
			this.random = new Random(seed);
			this.recent = 1 + this.random.nextInt(5);
			this.sources = IntStream.rangeClosed(0, this.random.nextInt(3))
				.mapToObj((i) -> new Source("order", "" + i))
				.toList();
			this.sources.forEach((source) -> {
				this.logged.add(new ArrayList<>());
				this.onTheirWay.add(new ArrayDeque<>());
				this.loggedWhenRead.add(-1);
			});
		}

		void check() {
			steps();
			Feeds feeds = new Feeds(new SourceHistory(this.log, new TopicRouting("events", Map.of())), this.bus,
					this.bus.naming(), this.executor, 1000);
			this.log.beforeRead(this::beforeRead);
			this.log.afterRead((request) -> steps());
			feeds.open(this.sources, this.recent, this.client);
			steps();
			// reading the histories of further sources makes more happen
			this.executor.runAll();
			arriveAll();
			this.executor.runAll();
			IntStream.range(0, this.sources.size()).forEach(this::checkSource);
		}

		private void beforeRead(HistoryRequest request) {
			steps();
			int source = Integer.parseInt(request.source().id());
			this.loggedWhenRead.set(source, this.logged.get(source).size());
		}

		private void steps() {
			for (int i = this.random.nextInt(8); i > 0; i--) {
				step(this.random.nextInt(this.sources.size()));
			}
		}

		private void step(int source) {
			switch (this.random.nextInt(5)) {
				case 0, 1 -> log(source);
				case 2 -> arrive(source);
				case 3 -> arriveAgain();
				default -> this.executor.runNext();
			}
		}

		private void log(int source) {
			String id = source + "-" + this.logged.get(source).size();
			this.onTheirWay.get(source).add(append(this.log, this.sources.get(source), id));
			this.logged.get(source).add(id);
		}

		private void arrive(int source) {
			Notification notification = this.onTheirWay.get(source).poll();
			if (notification != null) {
				this.arrived.add(notification);
				this.bus.publish(List.of(notification));
			}
		}

		private void arriveAgain() {
			if (!this.arrived.isEmpty()) {
				this.bus.publish(List.of(this.arrived.get(this.random.nextInt(this.arrived.size()))));
			}
		}

		private void arriveAll() {
			for (int source = 0; source < this.sources.size(); source++) {
				while (!this.onTheirWay.get(source).isEmpty()) {
					arrive(source);
				}
			}
		}

		private void checkSource(int source) {
			List<String> all = this.logged.get(source);
			List<String> expected = all.subList(Math.max(0, this.loggedWhenRead.get(source) - this.recent), all.size());
			assertThat(this.client.ids()).as("source %d, seed %d", source, this.seed)
				.filteredOn((id) -> id.startsWith(source + "-"))
				.isEqualTo(expected);
		}

	}

}
