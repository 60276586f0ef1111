package io.github.dualstream.benchmarks.publish;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Publishes through dual-stream and through a peer, in pairs.
 */
public final class PublishBenchmark implements Benchmark {

	static final List<Pair> PAIRS = List.of(new Pair("publish-async", "raw-producer"),
			new Pair("publish-async", "raw-producer-without-headers"),
			new Pair("publish-async", "raw-producer-encoding"), new Pair("publish-async", "kafka-template"),
			new Pair("publish-async-without-redis", "raw-producer"),
			new Pair("publish-async", "publish-per-acknowledgement"),
			new Pair("publish-async", "publish-per-acknowledgement-encoding"),
			new Pair("publish-async", "stream-bridge"), new Pair("publish-async", "modulith"),
			new Pair("publish-async", "send-then-redis"), new Pair("publish", "send-then-redis"),
			new Pair("publish-all-100", "raw-producer-by-100"), new Pair("publish-all-1000", "raw-producer-by-1000"));

	@Override
	public String name() {
		return "publish";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("linger", "0", "events", "60000", "slow-events", "1000", "pairs", "7", "warm-up-pairs", "2",
				"warm-up-events", "1000000", "peers", "all");
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException {
		Options options = run.options();
		Set<String> peers = options.subset("peers", PAIRS.stream().map(Pair::peer).collect(Collectors.toSet()));
		List<Pair> pairs = PAIRS.stream().filter((pair) -> peers.contains(pair.peer())).toList();
		pairs.forEach((pair) -> run.ratio(pair.subject(), pair.peer()));
		run.note("%d bytes of JSON, %d sources, %d partitions, acks=all, one publishing thread", Orders.SIZE,
				Orders.SOURCES, Topic.PARTITIONS);
		try (Servers servers = Servers.start();
				Topic topic = Topic.create(servers);
				Contenders contenders = new Contenders(servers, topic, options.number("linger"))) {
			contenders.get("raw-producer").publish(options.number("warm-up-events"));
			for (int number : options.rounds("pairs")) {
				for (Pair pair : pairs) {
					for (String name : Run.inTurns(number, List.of(pair.peer(), pair.subject()))) {
						Contender contender = contenders.get(name);
						int events = options.number(contender.isSlow() ? "slow-events" : "events");
						run.add(number, pair.toString(), name, measure(name, contender, events, topic));
					}
				}
			}
		}
	}

	/** Fails where the topic did not get each event. */
	private static Figures measure(String name, Contender contender, int events, Topic topic)
			throws InterruptedException, ExecutionException {
		long expected = topic.records() + events;
		long sentBefore = contender.notificationsSent();
		// what the one before has left behind is not for this one to collect
		System.gc();
		ProcessUsage before = ProcessUsage.now();
		long start = System.nanoTime();
		contender.publish(events);
		long elapsed = System.nanoTime() - start;
		contender.awaitNotifications();
		long settled = System.nanoTime() - start;
		ProcessUsage after = ProcessUsage.now();
		topic.requireRecords(expected, name);
		return new Figures().with("events", events)
			.with("events/s", events * 1e9 / elapsed)
			.with("settled/s", events * 1e9 / settled)
			.with("CPU us/event", after.cpuNanosSince(before) / 1e3 / events)
			.with("bytes/event", (double) after.allocatedSince(before) / events)
			.with("notified %", 100.0 * (contender.notificationsSent() - sentBefore) / events);
	}

	/**
	 * Contenders that are measured one right after the other.
	 *
	 * @param subject name of a contender on dual-stream
	 * @param peer name of the other contender
	 */
	record Pair(String subject, String peer) {

		@Override
		public String toString() {
			return this.subject + " beside " + this.peer;
		}

	}

}
