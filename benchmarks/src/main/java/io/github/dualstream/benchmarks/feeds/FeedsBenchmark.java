package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.benchmarks.workload.Topic;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes to feeds with many subscribers, in process and over HTTP beside nchan.
 */
public final class FeedsBenchmark {

	private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry("parts", "all"),
			Map.entry("clients", "1000,10000"), Map.entry("servers", "all"), Map.entry("rounds", "3"),
			Map.entry("warm-up-rounds", "1"), Map.entry("burst", "1000000"), Map.entry("subscribers", "10000"),
			Map.entry("events", "2000"), Map.entry("rate", "1000"), Map.entry("seconds", "10"),
			Map.entry("missed", "100"), Map.entry("gateway-jvm", "-Xms2g -Xmx2g -XX:+UseG1GC"));

	private static final List<String> GATEWAYS = List.of(Gateway.NAME, Gateway.NAME_ON_JETTY);

	private static final Set<String> SERVERS = Set.of(Gateway.NAME, Gateway.NAME_ON_JETTY, Nchan.NAME);

	private final Options options;

	private final Report report;

	private final Measured measured = new Measured();

	FeedsBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		this.report = new Report(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if the topic cannot be created
	 * @throws IOException if a process cannot be talked to or the results cannot be
	 * written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		FeedsBenchmark benchmark = new FeedsBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (Servers servers = Servers.start()) {
			Measured measured = benchmark.run(servers);
			Results.of("feeds", benchmark.options, atStart, measured).writeTo(results);
		}
	}

	Measured run(Servers servers) throws InterruptedException, ExecutionException, IOException {
		this.report.begin(this.options, Machine.now());
		Topic.create(servers).close();
		try (ConfigurableApplicationContext service = Service.start(servers)) {
			Map<String, Part> parts = parts(servers, service);
			for (String part : this.options.subset("parts", parts.keySet())) {
				parts.getOrDefault(part, () -> {
				}).run();
			}
		}
		this.report.end(this.measured, Machine.now());
		return this.measured;
	}

	private Map<String, Part> parts(Servers servers, ConfigurableApplicationContext service) {
		DualStreamPublisher publisher = service.getBean(DualStreamPublisher.class);
		Map<String, Part> parts = new LinkedHashMap<>();
		parts.put("latency", () -> {
			try (Gateway gateway = gateway(Gateway.NAME, servers, publisher)) {
				this.measured.latency()
					.addAll(new EventLatency(gateway, publisher, new Orders(service.getBean(JsonMapper.class)))
						.run(number("rate"), number("seconds"), number("rounds"), number("warm-up-rounds")));
			}
		});
		parts.put("fan-out",
				() -> this.measured.fanOut()
					.addAll(new FanOut(service).run(number("subscribers"), number("events"), number("rounds"),
							number("warm-up-rounds"))));
		parts.put("streams", () -> {
			for (int clients : this.options.numbers("clients")) {
				streams(servers, publisher, clients);
			}
		});
		parts.put("reconnect", () -> {
			for (int clients : this.options.numbers("clients")) {
				reconnect(servers, publisher, clients);
			}
		});
		return parts;
	}

	private Gateway gateway(String name, Servers servers, DualStreamPublisher publisher) {
		return Gateway.start(name, List.of(this.options.text("gateway-jvm").split(" ")), servers, publisher);
	}

	private void streams(Servers servers, DualStreamPublisher publisher, int clients) throws IOException {
		Set<String> contenders = this.options.subset("servers", SERVERS);
		for (String name : GATEWAYS) {
			if (contenders.contains(name)) {
				try (Gateway gateway = gateway(name, servers, publisher)) {
					measure(gateway, clients, 0);
				}
				try (Gateway gateway = gateway(name, servers, publisher)) {
					measure(gateway, clients, clients / 100);
				}
			}
		}
		if (contenders.contains(Nchan.NAME) && Nchan.isInstalled()) {
			try (Nchan nchan = Nchan.start()) {
				measure(nchan, clients, 0);
			}
		}
	}

	private void measure(StreamServer server, int clients, int frozen) throws IOException {
		long heap = server.heap();
		Streams streams = new Streams(server, clients, frozen);
		try (ClientProcess process = streams.start()) {
			for (int round = 1 - number("warm-up-rounds"); round <= number("rounds"); round++) {
				for (StreamRound result : streams.round(round, process, number("burst") / clients)) {
					this.report.round(result);
					if (round > 0) {
						this.measured.streams().add(result);
					}
				}
			}
			if (heap > 0 && frozen == 0) {
				this.measured.heapPerClient()
					.put("%6d clients of %s".formatted(clients, server.name()), (server.heap() - heap) / clients);
			}
		}
	}

	private void reconnect(Servers servers, DualStreamPublisher publisher, int clients) throws IOException {
		try (Gateway gateway = gateway(Gateway.NAME, servers, publisher)) {
			Streams streams = new Streams(gateway, clients, 0);
			try (ClientProcess process = streams.start()) {
				for (int round = 1; round <= number("rounds"); round++) {
					this.measured.reconnects().add(streams.reconnect(process, number("missed")));
				}
			}
		}
	}

	private int number(String option) {
		return this.options.number(option);
	}

	/**
	 * What can be measured alone.
	 */
	@FunctionalInterface
	private interface Part {

		void run() throws IOException;

	}

}
