package io.github.dualstream.benchmarks.engines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.dualstream.benchmarks.consume.ConsumeRound;
import io.github.dualstream.benchmarks.consume.Contender;
import io.github.dualstream.benchmarks.consume.DualStreamConsume;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Topic;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * How many records an engine's groups handle and commit, by dual-stream and by the
 * clients that one would use without it.
 */
final class Consuming {

	/** Numbers of records in a round: few, as each is a topic of its own. */
	private static final List<Integer> SIZES = List.of(100_000, 20_000, 5_000, 1_000);

	private final Engine engine;

	Consuming(Engine engine) {
		this.engine = engine;
	}

	void run(Run run) throws Exception {
		Options options = run.options();
		List<Peer> peers = this.engine.peers();
		try (ConfigurableApplicationContext service = EngineApplication.startWithoutBus(this.engine)) {
			FilledTopics topics = new FilledTopics(service);
			List<Contender> contenders = new ArrayList<>(peers);
			for (int concurrency : options.numbers("concurrency")) {
				Contender dualStream = new DualStreamConsume(topics.groups(), concurrency,
						Duration.ofMillis(options.number("commit-interval")), false);
				contenders.add(dualStream);
				peers.forEach((peer) -> run.ratio(dualStream.label(), peer.label()));
			}
			for (int number : options.rounds("rounds")) {
				for (int millis : options.numbers("handlers")) {
					for (Contender contender : Run.inTurns(number, contenders)) {
						run.add(number, "%s, handler takes %d ms".formatted(this.engine.name(), millis),
								contender.label(), measure(number, contender, millis, topics, options));
					}
				}
			}
		}
	}

	private static Figures measure(int number, Contender contender, int handlerMillis, FilledTopics topics,
			Options options) throws Exception {
		int records = records(contender, handlerMillis, options);
		String topic = topics.topic(records, Topic.PARTITIONS);
		String group = "%s-%d-%d-%d".formatted(contender.name(), contender.concurrency(), handlerMillis, number);
		Callable<Boolean> committed = (contender instanceof Peer peer) ? () -> peer.hasCommitted(group, topic)
				: () -> topics.areCommitted(group, topic);
		return new ConsumeRound(contender, group, topic, records, handlerMillis, committed).measure();
	}

	/** As many as the contender could handle at best in the time of a round. */
	private static int records(Contender contender, int handlerMillis, Options options) {
		int most = options.number("records");
		int atBest = (handlerMillis == 0) ? most
				: contender.concurrency() * 1_000 / handlerMillis * options.number("seconds");
		return SIZES.stream()
			.filter((size) -> size <= Math.min(most, atBest))
			.findFirst()
			.orElse(Math.min(most, SIZES.get(SIZES.size() - 1)));
	}

}
