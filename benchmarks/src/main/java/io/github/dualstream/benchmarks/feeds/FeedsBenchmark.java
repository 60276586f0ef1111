package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes to feeds with many subscribers, in process and over HTTP beside nchan.
 */
public final class FeedsBenchmark implements Benchmark {

	private static final Set<String> PARTS = new LinkedHashSet<>(List.of("latency", "fan-out", "streams", "reconnect"));

	private static final List<String> GATEWAYS = List.of(Gateway.NAME, Gateway.NAME_ON_JETTY);

	private static final Set<String> SERVERS = Set.of(Gateway.NAME, Gateway.NAME_ON_JETTY, Nchan.NAME);

	@Override
	public String name() {
		return "feeds";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.ofEntries(Map.entry("parts", "all"), Map.entry("clients", "1000,10000"), Map.entry("servers", "all"),
				Map.entry("rounds", "3"), Map.entry("warm-up-rounds", "1"), Map.entry("burst", "1000000"),
				Map.entry("subscribers", "10000"), Map.entry("events", "2000"), Map.entry("rate", "1000"),
				Map.entry("seconds", "10"), Map.entry("missed", "100"),
				Map.entry("gateway-jvm", "-Xms2g -Xmx2g -XX:+UseG1GC"));
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException, IOException {
		try (Servers servers = Servers.startWithTopic();
				ConfigurableApplicationContext service = Service.start(servers)) {
			DualStreamPublisher publisher = service.getBean(DualStreamPublisher.class);
			Gateways gateways = (name) -> Gateway.start(name, List.of(run.options().text("gateway-jvm").split(" ")),
					servers, publisher);
			for (String part : run.options().subset("parts", PARTS)) {
				switch (part) {
					case "latency" -> {
						try (Gateway gateway = gateways.start(Gateway.NAME)) {
							new EventLatency(gateway, publisher, new Orders(service.getBean(JsonMapper.class)))
								.run(run);
						}
					}
					case "fan-out" -> new FanOut(service).run(run);
					case "streams" -> streams(run, gateways);
					default -> reconnect(run, gateways);
				}
			}
		}
	}

	private static void streams(Run run, Gateways gateways) throws IOException {
		Set<String> names = run.options().subset("servers", SERVERS);
		for (int clients : run.options().numbers("clients")) {
			for (String name : GATEWAYS) {
				if (names.contains(name)) {
					try (Gateway gateway = gateways.start(name)) {
						measure(run, gateway, clients, 0);
					}
					try (Gateway gateway = gateways.start(name)) {
						measure(run, gateway, clients, clients / 100);
					}
				}
			}
			if (names.contains(Nchan.NAME) && Nchan.isInstalled()) {
				try (Nchan nchan = Nchan.start()) {
					measure(run, nchan, clients, 0);
				}
			}
		}
	}

	private static void measure(Run run, StreamServer server, int clients, int frozen) throws IOException {
		Options options = run.options();
		String contender = server.name() + ((frozen > 0) ? ", " + frozen + " clients never read" : "");
		long heap = server.heap();
		Streams streams = new Streams(server, clients, frozen);
		try (ClientProcess process = streams.start()) {
			for (int number : options.rounds("rounds")) {
				run.add(number, clients + " clients, SINGLE", contender, streams.single(process));
				run.add(number, clients + " clients, BURST", contender,
						streams.burst(process, options.number("burst") / clients));
			}
			if (heap > 0 && frozen == 0) {
				run.add(1, clients + " clients", contender,
						new Figures().with("heap bytes/client", (double) (server.heap() - heap) / clients));
			}
		}
	}

	private static void reconnect(Run run, Gateways gateways) throws IOException {
		int missed = run.options().number("missed");
		for (int clients : run.options().numbers("clients")) {
			try (Gateway gateway = gateways.start(Gateway.NAME)) {
				Streams streams = new Streams(gateway, clients, 0);
				try (ClientProcess process = streams.start()) {
					for (int number = 1; number <= run.options().number("rounds"); number++) {
						run.add(number, clients + " clients back with " + missed + " events missed", gateway.name(),
								streams.reconnect(process, missed));
					}
				}
			}
		}
	}

	/** Starts gateways by their names. */
	@FunctionalInterface
	private interface Gateways {

		Gateway start(String name);

	}

}
