package io.github.dualstream.benchmarks.latency;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.RecordWatch;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.benchmarks.workload.Topic;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Publishes at a fixed rate and watches when the events arrive.
 */
public final class LatencyBenchmark {

	private static final Map<String, String> DEFAULTS = Map.of("rate", "1000", "seconds", "10", "rounds", "7",
			"warm-up-rounds", "3", "linger", "0");

	private final Options options;

	private final Report report;

	LatencyBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		this.report = new Report(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if the topic cannot be created
	 * @throws IOException if the results cannot be written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		LatencyBenchmark benchmark = new LatencyBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (Servers servers = Servers.start()) {
			List<Round> rounds = benchmark.run(servers);
			Results.of("latency", benchmark.options, atStart, rounds).writeTo(results);
		}
	}

	List<Round> run(Servers servers) throws InterruptedException, ExecutionException {
		this.report.begin(this.options, Machine.now());
		Topic.create(servers).close();
		RedisClient redis = RedisClient.create(RedisURI.create(servers.redis().host(), servers.redis().port()));
		try (ConfigurableApplicationContext service = Service.start(servers,
				"spring.kafka.producer.properties[linger.ms]=" + this.options.number("linger"))) {
			return run(servers, service, redis);
		}
		finally {
			redis.shutdown();
		}
	}

	private List<Round> run(Servers servers, ConfigurableApplicationContext service, RedisClient redis) {
		Samples samples = new Samples();
		Orders orders = new Orders(service.getBean(JsonMapper.class));
		FixedRate rate = new FixedRate(this.options.number("rate"));
		Traffic traffic = new Traffic(rate, orders, samples, service.getBean(DualStreamPublisher.class),
				new Notifications(service.getBean(MeterRegistry.class)));
		int events = this.options.number("rate") * this.options.number("seconds");
		List<Round> rounds = new ArrayList<>();
		try (Producer<byte[], byte[]> kafka = producer(service);
				NotificationWatch notifications = new NotificationWatch(redis, orders, samples);
				RecordWatch records = new RecordWatch(servers, samples::consumed)) {
			Floors floors = new Floors(rate, orders, samples, kafka, redis.connect().sync());
			notifications.start();
			records.start();
			for (int number = 1 - this.options.number("warm-up-rounds"); number <= this.options
				.number("rounds"); number++) {
				rounds.add(traffic.round(number, events, floors.measure(events)));
				this.report.round(rounds.get(rounds.size() - 1));
			}
		}
		this.report.end(rounds, Machine.now());
		return rounds;
	}

	/** The very one that dual-stream sends with; closing it does nothing. */
	@SuppressWarnings("unchecked") // a bean's class has no type arguments
	private static Producer<byte[], byte[]> producer(ConfigurableApplicationContext service) {
		return service.getBean("dualStreamKafkaTemplate", KafkaTemplate.class)
			.getProducerFactory()
			.createNonTransactionalProducer();
	}

}
