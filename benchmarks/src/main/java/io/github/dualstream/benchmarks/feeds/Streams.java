package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.run.Figures;

/**
 * Many clients of one source, connected to one server.
 */
final class Streams {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final int SINGLES = 20;

	private final StreamServer server;

	private final int clients;

	private final int frozen;

	/** The next event's number. */
	private int number;

	Streams(StreamServer server, int clients, int frozen) {
		this.server = server;
		this.clients = clients;
		this.frozen = frozen;
	}

	ClientProcess start() throws IOException {
		ClientProcess process = ClientProcess.start(this.server.port(),
				Collections.nCopies(this.clients, this.server.path()), this.frozen, true);
		process.connect();
		return process;
	}

	/** Events one at a time: each when all clients have the one before it. */
	Figures single(ClientProcess process) throws IOException {
		long cpu = cpuNanos();
		long start = System.nanoTime();
		List<Delivered> each = new ArrayList<>();
		for (int i = 0; i < SINGLES; i++) {
			this.server.publish(ids(1));
			each.add(process.await(reading(), PATIENCE).require(reading()));
		}
		return figures(sum(each), System.nanoTime() - start, cpuNanos() - cpu);
	}

	/** Events as fast as the server takes them. */
	Figures burst(ClientProcess process, int events) throws IOException {
		long cpu = cpuNanos();
		long start = System.nanoTime();
		this.server.publish(ids(events));
		long expected = (long) events * reading();
		Delivered delivered = process.await(expected, PATIENCE).require(expected);
		return figures(delivered, delivered.lastAt() - start, cpuNanos() - cpu);
	}

	private static Figures figures(Delivered delivered, long nanos, long serverCpuNanos) {
		return delivered.figures()
			.with("deliveries/s", delivered.deliveries() * 1e9 / nanos)
			.with("per CPU second", delivered.deliveries() * 1e9 / serverCpuNanos);
	}

	/**
	 * All leave, miss some events, and come back at the same time.
	 */
	Figures reconnect(ClientProcess process, int events) throws IOException {
		this.server.publish(ids(1));
		process.await(reading(), PATIENCE).require(reading());
		process.drop();
		this.server.publish(ids(events));
		long start = System.nanoTime();
		process.connect();
		long connected = System.nanoTime() - start;
		this.server.publish(ids(events));
		long expected = 2L * events * reading();
		Delivered delivered = process.await(expected, PATIENCE).require(expected);
		return delivered.figures()
			.with("connected after s", connected / 1e9)
			.with("caught up after s", (delivered.lastAt() - start) / 1e9);
	}

	/** Percentiles are those of the median event. */
	private static Delivered sum(List<Delivered> each) {
		return new Delivered(each.stream().mapToLong(Delivered::deliveries).sum(), 0, 0, 0,
				each.get(each.size() - 1).lastAt(), median(each.stream().map(Delivered::p50).toList()),
				median(each.stream().map(Delivered::p99).toList()),
				median(each.stream().map(Delivered::lastP50).toList()),
				each.stream().mapToDouble(Delivered::lastP99).max().orElse(0));
	}

	private static double median(List<Double> figures) {
		return figures.stream().sorted().toList().get(figures.size() / 2);
	}

	private int reading() {
		return this.clients - this.frozen;
	}

	private List<String> ids(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "e" + this.number++ + "-" + System.nanoTime()).toList();
	}

	private long cpuNanos() {
		return ProcessHandle.of(this.server.pid())
			.flatMap((process) -> process.info().totalCpuDuration())
			.map(Duration::toNanos)
			.orElseThrow();
	}

}
