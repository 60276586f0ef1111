package io.github.dualstream.benchmarks.engines;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Five topics that are subscribed to at once while others publish to them: how much
 * arrives, and how often the group rebalances after its first join.
 */
final class FiveTopics {

	static final String ALL_AT_ONCE = "dual-stream";

	static final String ONE_BY_ONE = "KafkaConsumer, one topic after the other";

	private static final int TOPICS = 5;

	/** Longest silence after which no more is expected. */
	private static final Duration SILENCE = Duration.ofSeconds(5);

	private static final DeadLetterLog NONE = (record, group, attempts, cause) -> CompletableFuture.failedFuture(cause);

	private final Engine engine;

	private final int messages;

	FiveTopics(Engine engine, int messages) {
		this.engine = engine;
		this.messages = messages;
	}

	void run(Run run) throws Exception {
		try (ConfigurableApplicationContext service = EngineApplication.startWithoutBus(this.engine)) {
			for (int number : run.options().rounds("rounds")) {
				for (String name : Run.inTurns(number, List.of(ALL_AT_ONCE, ONE_BY_ONE))) {
					String prefix = "five-%d-%s-".formatted(number,
							name.equals(ALL_AT_ONCE) ? "at-once" : "one-by-one");
					List<String> topics = IntStream.range(0, TOPICS).mapToObj((topic) -> prefix + topic).toList();
					EngineApplication.createTopics(service, topics, Topic.PARTITIONS);
					run.add(number, TOPICS + " topics of Kafka", name, name.equals(ALL_AT_ONCE)
							? atOnce(service, prefix, topics) : oneByOne(service, prefix, topics));
				}
			}
		}
	}

	private Figures atOnce(ConfigurableApplicationContext service, String group, List<String> topics)
			throws InterruptedException, ExecutionException {
		CountedAssignments assignments = new CountedAssignments(service.getBean(ConsumerGroups.class));
		Received received = new Received();
		EventConsumer consumer = new EventConsumer.Builder(assignments, group, NONE).topics(topics)
			.handler((event) -> received.add(event.position().toString()));
		consumer.start();
		publish(service, topics);
		received.awaitSilence(topics.size() * this.messages);
		Figures figures = figures(received, assignments.changesAfterTheFirst(), topics);
		consumer.stop();
		return figures;
	}

	private Figures oneByOne(ConfigurableApplicationContext service, String group, List<String> topics)
			throws InterruptedException, ExecutionException {
		Received received = new Received();
		String servers = service.getEnvironment().getRequiredProperty("spring.kafka.bootstrap-servers");
		try (GrowingSubscription subscription = new GrowingSubscription(servers, group, topics, received)) {
			subscription.start();
			publish(service, topics);
			received.awaitSilence(topics.size() * this.messages);
			return figures(received, subscription.changesAfterTheFirst(), topics);
		}
	}

	private Figures figures(Received received, int rebalances, List<String> topics) {
		return new Figures().with("messages", topics.size() * this.messages)
			.with("received %", 100.0 * received.count() / (topics.size() * this.messages))
			.with("rebalances", rebalances);
	}

	/** A message to each topic in turn, once a millisecond. */
	@SuppressWarnings("FutureReturnValueIgnored") // the acknowledgements get the answer
	private void publish(ConfigurableApplicationContext service, List<String> topics)
			throws InterruptedException, ExecutionException {
		EventLog log = service.getBean(EventLog.class);
		OrderRecords records = new OrderRecords(new Orders(new JsonMapper()));
		Acknowledgements acknowledgements = new Acknowledgements(topics.size() * this.messages);
		new FixedRate(1_000).run(topics.size() * this.messages,
				(number, due) -> log.append(records.of(topics.get(number % topics.size()), number))
					.whenComplete((position, failure) -> acknowledgements.answered(failure)));
		acknowledgements.await();
	}

	/** What a consumer has received. Thread-safe. */
	static final class Received {

		private final Set<String> positions = ConcurrentHashMap.newKeySet();

		private volatile long last = System.nanoTime();

		void add(String position) {
			this.positions.add(position);
			this.last = System.nanoTime();
		}

		int count() {
			return this.positions.size();
		}

		/** Wait until everything is there, or nothing has come for some time. */
		void awaitSilence(int expected) {
			this.last = System.nanoTime();
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.until(() -> count() == expected || System.nanoTime() - this.last > SILENCE.toNanos());
		}

	}

}
