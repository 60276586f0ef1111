package io.github.dualstream.benchmarks.redisfaults;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.harness.TcpProxy;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes with a healthy Redis and with one in trouble, in turns.
 */
public final class RedisFaultsBenchmark {

	private static final Map<String, String> DEFAULTS = Map.of("events", "200000", "rounds", "5", "warm-up-rounds", "1",
			"linger", "0", "warm-up-events", "1000000");

	private final Options options;

	private final Report report;

	RedisFaultsBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		this.report = new Report(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if an event was not acknowledged
	 * @throws IOException if the results cannot be written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		RedisFaultsBenchmark benchmark = new RedisFaultsBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (Servers servers = Servers.start()) {
			List<Round> rounds = benchmark.run(servers);
			Results.of("redis-faults", benchmark.options, atStart, rounds).writeTo(results);
		}
	}

	List<Round> run(Servers servers) throws InterruptedException, ExecutionException {
		this.report.begin(this.options, Machine.now());
		Topic.create(servers).close();
		List<Round> rounds = new ArrayList<>();
		RedisClient redis = RedisClient.create(RedisURI.create(servers.redis().host(), servers.redis().port()));
		try (TcpProxy proxy = TcpProxy.to(servers.redis().host(), servers.redis().port())) {
			for (Fault fault : Fault.of(servers, proxy)) {
				rounds.addAll(run(servers, fault, redis));
			}
		}
		finally {
			redis.shutdown();
		}
		this.report.end(rounds, Machine.now());
		return rounds;
	}

	private List<Round> run(Servers servers, Fault fault, RedisClient redis)
			throws InterruptedException, ExecutionException {
		List<Round> rounds = new ArrayList<>();
		try (ConfigurableApplicationContext service = Service.start(servers,
				"spring.kafka.producer.properties[linger.ms]=" + this.options.number("linger"),
				"spring.data.redis.port=" + fault.port())) {
			Publishing publishing = new Publishing(service.getBean(DualStreamPublisher.class),
					new Orders(service.getBean(JsonMapper.class)), redis);
			LoggedLines log = LoggedLines.count();
			publishing.perSecond(this.options.number("warm-up-events") / 3);
			for (int number = 1 - this.options.number("warm-up-rounds"); number <= this.options
				.number("rounds"); number++) {
				rounds.add(round(number, fault, publishing, log));
				this.report.round(rounds.get(rounds.size() - 1));
			}
		}
		return rounds;
	}

	private Round round(int number, Fault fault, Publishing publishing, LoggedLines log)
			throws InterruptedException, ExecutionException {
		int events = this.options.number("events");
		double healthy = publishing.perSecond(events);
		long heapBefore = heapInUse();
		long linesBefore = log.soFar();
		fault.begin().run();
		double faulty = publishing.perSecond(events);
		long heapAfter = heapInUse();
		long endNanos = System.nanoTime();
		fault.end().run();
		publishing.awaitNotification();
		double recoveryMillis = (System.nanoTime() - endNanos) / 1e6;
		return new Round(number, fault.name(), healthy, faulty, heapAfter - heapBefore, log.soFar() - linesBefore,
				recoveryMillis);
	}

	private static long heapInUse() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		memory.gc();
		return memory.getHeapMemoryUsage().getUsed();
	}

}
