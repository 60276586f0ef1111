package io.github.dualstream.benchmarks.redisfaults;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.harness.TcpProxy;
import io.lettuce.core.RedisClient;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes with a healthy Redis and with one in trouble, in turns.
 */
public final class RedisFaultsBenchmark implements Benchmark {

	private static final String HEALTHY = "healthy";

	private static final String FAULTY = "faulty";

	@Override
	public String name() {
		return "redis-faults";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("events", "200000", "rounds", "5", "warm-up-rounds", "1", "linger", "0", "warm-up-events",
				"1000000");
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException {
		run.ratio(FAULTY, HEALTHY);
		try (Servers servers = Servers.startWithTopic();
				RedisClient redis = servers.redisClient();
				TcpProxy proxy = TcpProxy.to(servers.redis().host(), servers.redis().port())) {
			for (Fault fault : Fault.of(servers, proxy)) {
				try (ConfigurableApplicationContext service = Service.start(servers,
						Service.linger(run.options().number("linger")), "spring.data.redis.port=" + fault.port())) {
					rounds(run, fault, new Publishing(service.getBean(DualStreamPublisher.class),
							new Orders(service.getBean(JsonMapper.class)), redis));
				}
			}
		}
	}

	private static void rounds(Run run, Fault fault, Publishing publishing)
			throws InterruptedException, ExecutionException {
		Options options = run.options();
		int events = options.number("events");
		String workload = "Redis is " + fault.name();
		LoggedLines log = LoggedLines.count();
		publishing.perSecond(options.number("warm-up-events") / 3);
		for (int number : options.rounds("rounds")) {
			run.add(number, workload, HEALTHY, new Figures().with("events/s", publishing.perSecond(events)));
			long heapBefore = ProcessUsage.heapInUse();
			long linesBefore = log.soFar();
			fault.begin().run();
			double perSecond = publishing.perSecond(events);
			long heapAfter = ProcessUsage.heapInUse();
			long end = System.nanoTime();
			fault.end().run();
			publishing.awaitNotification();
			double recoveryMillis = (System.nanoTime() - end) / 1e6;
			run.add(number, workload, FAULTY,
					new Figures().with("events/s", perSecond)
						.with("heap growth MB", (heapAfter - heapBefore) / 1e6)
						.with("log lines", log.soFar() - linesBefore)
						.with("recovery ms", recoveryMillis));
		}
	}

}
