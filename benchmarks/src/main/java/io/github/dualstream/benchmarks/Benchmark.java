package io.github.dualstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Lets all contenders publish the same events, in turns, and reports what it took.
 */
final class Benchmark {

	private static final Path RESULTS = Path.of("target", "benchmark-results.json");

	private final Settings settings;

	private final Report report;

	Benchmark(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	public static void main(String[] arguments) throws InterruptedException, ExecutionException, IOException {
		Settings settings = Settings.of(arguments);
		Report report = new Report(System.out);
		Results results = new Results(Machine.now(), settings, new Benchmark(settings, report).run());
		results.writeTo(RESULTS);
	}

	List<Round> run() throws InterruptedException, ExecutionException {
		List<Round> rounds = new ArrayList<>();
		for (int lingerMillis : this.settings.lingerMillis()) {
			try (Servers servers = Servers.start()) {
				rounds.addAll(run(servers, lingerMillis));
			}
		}
		return rounds;
	}

	List<Round> run(Servers servers, int lingerMillis) throws InterruptedException, ExecutionException {
		List<Round> rounds = new ArrayList<>();
		this.report.begin(this.settings, lingerMillis, Machine.now());
		try (Topics topics = new Topics(servers.kafka().bootstrapServers())) {
			topics.create(ContenderNames.ALL);
			try (Contenders contenders = new Contenders(servers, lingerMillis)) {
				Measurement measurement = new Measurement(lingerMillis, topics, contenders.notifications());
				for (int number = 1 - this.settings.warmups(); number <= this.settings.rounds(); number++) {
					for (Contender contender : contenders.all()) {
						rounds.add(measurement.of(contender, number, this.settings.eventsOf(contender)));
					}
					this.report.round(rounds, number);
				}
			}
		}
		this.report.end(rounds, Machine.now());
		return rounds;
	}

}
