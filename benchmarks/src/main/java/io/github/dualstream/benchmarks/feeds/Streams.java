package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.feeds.StreamRound.Load;

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

	List<StreamRound> round(int round, ClientProcess process, int burst) throws IOException {
		List<StreamRound> results = new ArrayList<>();
		results.add(singles(round, process));
		results.add(burst(round, process, burst));
		return results;
	}

	private StreamRound singles(int round, ClientProcess process) throws IOException {
		long cpu = cpuNanos();
		long start = System.nanoTime();
		List<Delivered> each = new ArrayList<>();
		for (int i = 0; i < SINGLES; i++) {
			this.server.publish(ids(1));
			each.add(require(process.await(reading(), PATIENCE), reading()));
		}
		return new StreamRound(round, this.server.name(), Load.SINGLE, this.clients, this.frozen, sum(each),
				(System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
	}

	private StreamRound burst(int round, ClientProcess process, int events) throws IOException {
		long cpu = cpuNanos();
		long start = System.nanoTime();
		this.server.publish(ids(events));
		Delivered delivered = require(process.await((long) events * reading(), PATIENCE), (long) events * reading());
		return new StreamRound(round, this.server.name(), Load.BURST, this.clients, this.frozen, delivered,
				(delivered.lastAt() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
	}

	/**
	 * All leave, miss some events, and come back at the same time.
	 */
	Reconnect reconnect(ClientProcess process, int events) throws IOException {
		this.server.publish(ids(1));
		require(process.await(reading(), PATIENCE), reading());
		process.drop();
		this.server.publish(ids(events));
		long start = System.nanoTime();
		process.beginToConnect();
		process.awaitConnected();
		double connected = (System.nanoTime() - start) / 1e9;
		this.server.publish(ids(events));
		long expected = 2L * events * reading();
		Delivered delivered = require(process.await(expected, PATIENCE), expected);
		return new Reconnect(this.clients, events, connected, (delivered.lastAt() - start) / 1e9, delivered);
	}

	private static Delivered require(Delivered delivered, long expected) {
		if (delivered.deliveries() != expected || delivered.gaps() + delivered.duplicates() + delivered.resets() > 0) {
			throw new IllegalStateException("Expected " + expected + " deliveries without gaps: " + delivered);
		}
		return delivered;
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
