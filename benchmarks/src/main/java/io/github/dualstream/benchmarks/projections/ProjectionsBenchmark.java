package io.github.dualstream.benchmarks.projections;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.PostgresServer;
import io.github.dualstream.test.RedisServer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Rebuilds a view of all events of a topic, with one contender after the other, for
 * topics that grow.
 */
public final class ProjectionsBenchmark implements Benchmark {

	private static final String DUAL_STREAM = "dual-stream";

	private static final String BARE = "bare-consumer";

	/** Every round reads the topic from its beginning, so the broker keeps all of it. */
	private static final Map<String, String> BROKER = Map.of("log.segment.bytes", "134217728");

	@Override
	public String name() {
		return "projections";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("events", "100000,1000000", "rounds", "3", "warm-up-rounds", "1", "max-batch", "500");
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException {
		try (Servers servers = new Servers(Servers.startKafka(BROKER), RedisServer.start());
				Topic topic = Topic.create(servers)) {
			int before = 0;
			for (int events : run.options().numbers("events")) {
				fill(servers, before, events);
				topic.requireRecords(events, "the producer");
				before = events;
				rounds(run, servers, events);
			}
		}
		run.ratio(DUAL_STREAM, BARE);
	}

	private static void fill(Servers servers, int from, int to) throws InterruptedException, ExecutionException {
		Orders orders = new Orders(new JsonMapper());
		Map<String, Object> settings = new HashMap<>();
		settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka().bootstrapServers());
		settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
		try (Producer<String, byte[]> producer = new KafkaProducer<>(settings, new StringSerializer(),
				new ByteArraySerializer())) {
			Acknowledgements acknowledgements = new Acknowledgements(to - from);
			for (int number = from; number < to; number++) {
				// a projection ignores an event with the id of a recent one
				var unused = producer.send(orders.recordWithId(Topic.NAME, number),
						(metadata, failure) -> acknowledgements.answered(failure));
			}
			acknowledgements.await();
		}
	}

	private static void rounds(Run run, Servers servers, int events) throws InterruptedException {
		int maxBatch = run.options().number("max-batch");
		try (PostgresServer database = PostgresServer.start()) {
			// a batch of inserts becomes one statement
			String jdbcUrl = database.jdbcUrl() + "&reWriteBatchedInserts=true";
			JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(jdbcUrl));
			try (ViewContender dualStream = new DualStreamView(servers, jdbcUrl, maxBatch);
					ViewContender bare = new BareView(servers, jdbcUrl, maxBatch)) {
				Map<String, ViewContender> contenders = new LinkedHashMap<>();
				contenders.put(DUAL_STREAM, dualStream);
				contenders.put(BARE, bare);
				for (int number : run.options().rounds("rounds")) {
					for (String name : Run.inTurns(number, List.copyOf(contenders.keySet()))) {
						round(run, number, events, name, Objects.requireNonNull(contenders.get(name)), jdbc);
					}
				}
			}
		}
	}

	private static void round(Run run, int number, int events, String name, ViewContender contender, JdbcTemplate jdbc)
			throws InterruptedException {
		ProcessUsage before = ProcessUsage.now();
		long start = System.nanoTime();
		contender.rebuild();
		long elapsed = System.nanoTime() - start;
		long cpu = ProcessUsage.now().cpuNanosSince(before);
		contender.discardEarlier();
		contender.table().requireRows(jdbc, events);
		contender.table().tidy(jdbc);
		run.add(number, events + " events", name,
				new Figures().with("events/s", events * 1e9 / elapsed)
					.with("seconds", elapsed / 1e9)
					.with("CPU us/event", cpu / 1e3 / events));
	}

}
