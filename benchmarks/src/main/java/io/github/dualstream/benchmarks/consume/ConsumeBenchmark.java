package io.github.dualstream.benchmarks.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Handles the same records by dual-stream and by its peers, one after the other.
 */
public final class ConsumeBenchmark implements Benchmark {

	private static final Set<String> NAMES = Set.of(ContainerConsume.NAME, ContainerConsume.NAME_JSON,
			ParallelConsume.NAME, DualStreamConsume.NAME, DualStreamConsume.NAME_JSON);

	/** All members of a group begin together. */
	private static final Map<String, String> BROKER = Map.of("group.initial.rebalance.delay.ms", "500");

	/** Numbers of records in a round: few, as each is a topic of its own. */
	private static final List<Integer> SIZES = List.of(500_000, 100_000, 20_000, 5_000, 1_000);

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	@Override
	public String name() {
		return "consume";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.ofEntries(Map.entry("contenders", "all"), Map.entry("handlers", "0,1,2,10,100"),
				Map.entry("concurrency", "16,100,1000"), Map.entry("rounds", "5"), Map.entry("warm-up-rounds", "1"),
				Map.entry("seconds", "5"), Map.entry("records", "100000"), Map.entry("immediate-records", "500000"),
				Map.entry("commit-interval", "100"), Map.entry("max-poll-records", "2000"),
				Map.entry("in-flight", "100000"));
	}

	@Override
	public void run(Run run) throws Exception {
		Options options = run.options();
		run.note("%d bytes of JSON, %d sources, %d partitions; handlers of dual-stream on %s threads", Orders.SIZE,
				Orders.SOURCES, Topic.PARTITIONS, DualStreamConsume.hasVirtualThreads() ? "virtual" : "platform");
		try (KafkaServer kafka = Servers.startKafka(BROKER);
				Backlog backlog = new Backlog(kafka.bootstrapServers());
				KafkaAdministration administration = new KafkaAdministration(() -> Admin
					.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers())))) {
			Map<String, Object> consumer = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
					ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
					"earliest", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, options.number("max-poll-records"),
					ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
			ConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(consumer,
					new ByteArrayDeserializer(), new ByteArrayDeserializer());
			ConsumerGroups groups = new KafkaConsumerGroups(consumers, administration, Duration.ofSeconds(1));
			Duration commitInterval = Duration.ofMillis(options.number("commit-interval"));

			int inFlight = options.number("in-flight");
			run.add(1, inFlight + " in flight", DualStreamConsume.NAME,
					heapInFlight(inFlight, backlog, new DualStreamConsume(groups, 1_000, commitInterval, false)));

			List<Contender> contenders = new ArrayList<>();
			contenders.add(ContainerConsume.ofBytes(consumer));
			contenders.add(ContainerConsume.ofCloudEvents(consumer));
			for (int concurrency : options.numbers("concurrency")) {
				contenders.add(new ParallelConsume(consumers, concurrency, commitInterval));
				contenders.add(new DualStreamConsume(groups, concurrency, commitInterval, false));
				contenders.add(new DualStreamConsume(groups, concurrency, commitInterval, true));
				compare(run, concurrency);
			}
			Set<String> names = options.subset("contenders", NAMES);
			contenders.removeIf((contender) -> !names.contains(contender.name()));
			for (int number : options.rounds("rounds")) {
				for (int millis : options.numbers("handlers")) {
					for (Contender contender : Run.inTurns(number, contenders)) {
						run.add(number, "handler takes " + millis + " ms", contender.label(),
								measure(number, contender, records(contender, millis, options), millis, backlog));
					}
				}
			}
		}
	}

	private static void compare(Run run, int concurrency) {
		String subject = DualStreamConsume.NAME + "@" + concurrency;
		String readingData = DualStreamConsume.NAME_JSON + "@" + concurrency;
		run.ratio(subject, ParallelConsume.NAME + "@" + concurrency);
		run.ratio(subject, ContainerConsume.NAME + "@" + Topic.PARTITIONS);
		run.ratio(readingData, ParallelConsume.NAME + "@" + concurrency);
		run.ratio(readingData, ContainerConsume.NAME_JSON + "@" + Topic.PARTITIONS);
	}

	/** Heap that events take which are read, while all handlers wait. */
	private static Figures heapInFlight(int events, Backlog backlog, DualStreamConsume dualStream)
			throws InterruptedException, ExecutionException {
		String topic = backlog.topic(events);
		CountDownLatch release = new CountDownLatch(1);
		EventConsumer consumer = dualStream.builder("in-flight", topic, events, Long.MAX_VALUE)
			.handler((event) -> release.await());
		long before = ProcessUsage.heapInUse();
		try {
			consumer.start();
			Awaitility.await("all is read").atMost(TIMEOUT).until(() -> consumer.status().inFlight() == events);
			long bytes = ProcessUsage.heapInUse() - before;
			return new Figures().with("MB of heap", bytes / 1e6).with("bytes each", (double) bytes / events);
		}
		finally {
			release.countDown();
			consumer.stop();
		}
	}

	/** As many as the contender could handle at best in the time of a round. */
	private static int records(Contender contender, int handlerMillis, Options options) {
		if (handlerMillis == 0) {
			return options.number("immediate-records");
		}
		int most = options.number("records");
		int atBest = contender.concurrency() * 1_000 / handlerMillis * options.number("seconds");
		return SIZES.stream()
			.filter((size) -> size <= Math.min(most, atBest))
			.findFirst()
			.orElse(Math.min(most, SIZES.get(SIZES.size() - 1)));
	}

	private static Figures measure(int number, Contender contender, int records, int handlerMillis, Backlog backlog)
			throws Exception {
		String topic = backlog.topic(records);
		String group = "%s-%d-%d-%d".formatted(contender.name(), contender.concurrency(), handlerMillis, number);
		return new ConsumeRound(contender, group, topic, records, handlerMillis,
				() -> backlog.committed(group) == records)
			.measure();
	}

}
