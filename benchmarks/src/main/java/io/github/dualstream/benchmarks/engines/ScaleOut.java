package io.github.dualstream.benchmarks.engines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.benchmarks.consume.Contender;
import io.github.dualstream.benchmarks.consume.DualStreamConsume;
import io.github.dualstream.benchmarks.consume.Handling;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.transport.ConsumerGroups;
import org.awaitility.Awaitility;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Slow handlers on one instance, on several ones, and on one that several others join
 * amidst: each record is handled once, and in the order of its source.
 */
final class ScaleOut {

	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private static final int INSTANCES = 5;

	private final Engine engine;

	private final int messages;

	private final int handlerMillis;

	private final int partitions;

	private final Duration commitInterval;

	ScaleOut(Engine engine, Options options) {
		this.engine = engine;
		this.messages = options.number("messages");
		this.handlerMillis = options.number("handling-time");
		this.partitions = options.number("scale-out-partitions");
		this.commitInterval = Duration.ofMillis(options.number("commit-interval"));
	}

	void run(Run run) throws Exception {
		List<ConfigurableApplicationContext> instances = new ArrayList<>();
		try {
			for (int i = 0; i < INSTANCES; i++) {
				instances.add(EngineApplication.startWithoutBus(this.engine));
			}
			FilledTopics topics = new FilledTopics(instances.get(0));
			String topic = topics.topic(this.messages, this.partitions);
			List<ConsumerGroups> all = instances.stream()
				.map((instance) -> instance.getBean(ConsumerGroups.class))
				.toList();
			String workload = "%s, %d messages, handler takes %d ms".formatted(this.engine.name(), this.messages,
					this.handlerMillis);
			for (int number : run.options().rounds("rounds")) {
				run.add(number, workload, "one instance@100",
						measure(topics, topic, "one-" + number, 100, all.subList(0, 1), 1));
				run.add(number, workload, INSTANCES + " instances@20",
						measure(topics, topic, "five-" + number, 20, all, INSTANCES));
				run.add(number, workload, "one instance@20, and " + (INSTANCES - 1) + " join",
						measure(topics, topic, "growing-" + number, 20, all, 1));
			}
		}
		finally {
			instances.forEach(ConfigurableApplicationContext::close);
		}
	}

	/** Fails where a record was not handled once and in order. */
	private Figures measure(FilledTopics topics, String topic, String group, int concurrency,
			List<ConsumerGroups> instances, int first) {
		Handling handling = new Handling(this.messages, this.handlerMillis);
		List<Contender.Running> running = new ArrayList<>();
		try {
			start(group, topic, concurrency, instances.subList(0, first), handling, running);
			Awaitility.await().atMost(TIMEOUT).until(() -> handling.handled() > this.messages / 20);
			start(group, topic, concurrency, instances.subList(first, instances.size()), handling, running);
			Awaitility.await("everything is committed")
				.atMost(TIMEOUT)
				.pollInterval(Duration.ofMillis(5))
				.until(() -> topics.areCommitted(group, topic));
		}
		finally {
			running.forEach(Contender.Running::stop);
		}
		double seconds = (System.nanoTime() - handling.startedAt()) / 1e9;
		handling.check();
		return new Figures().with("messages", this.messages)
			.with("s", seconds)
			.with("per s", this.messages / seconds)
			.with("twice", handling.handled() - this.messages)
			.with("out of order", handling.outOfOrder());
	}

	private void start(String group, String topic, int concurrency, List<ConsumerGroups> instances, Handling handling,
			List<Contender.Running> running) {
		instances.forEach((groups) -> running
			.add(new DualStreamConsume(groups, concurrency, this.commitInterval, false).start(group, topic, handling)));
	}

}
