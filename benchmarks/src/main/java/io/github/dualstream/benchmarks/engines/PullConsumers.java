package io.github.dualstream.benchmarks.engines;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.consume.Handling;
import io.github.dualstream.benchmarks.workload.Topic;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;

/**
 * Durable pull consumers of jnats, one with a thread for each partition, which keeps its
 * order. Each message is acknowledged once it was handled.
 *
 * @param engine where the topics are
 */
record PullConsumers(NatsEngine engine) implements Peer {

	private static final int BATCH = 500;

	private static final Duration WAIT = Duration.ofMillis(100);

	@Override
	public String name() {
		return "pull-consumer";
	}

	@Override
	public int concurrency() {
		return Topic.PARTITIONS;
	}

	@Override
	public Running start(String group, String topic, Handling handling) {
		Connection connection = this.engine.connect();
		AtomicBoolean stopped = new AtomicBoolean();
		List<Thread> threads = IntStream.range(0, Topic.PARTITIONS)
			.mapToObj((partition) -> new Thread(
					() -> consume(subscribe(connection, group, topic, partition), handling, stopped),
					group + "-" + partition))
			.toList();
		threads.forEach(Thread::start);
		return () -> {
			stopped.set(true);
			threads.forEach(PullConsumers::join);
			NatsEngine.close(connection);
		};
	}

	private static JetStreamSubscription subscribe(Connection connection, String group, String topic, int partition) {
		String filter = topic + "." + partition + ".>";
		try {
			return connection.jetStream()
				.subscribe(filter,
						PullSubscribeOptions.builder()
							.stream(topic)
							.durable(durable(group, partition))
							.configuration(ConsumerConfiguration.builder()
								.filterSubject(filter)
								.ackPolicy(AckPolicy.Explicit)
								.maxAckPending(2 * BATCH)
								.build())
							.build());
		}
		catch (IOException | JetStreamApiException ex) {
			throw new IllegalStateException("Cannot subscribe to " + filter, ex);
		}
	}

	private static String durable(String group, int partition) {
		return group + "-" + partition;
	}

	private static void consume(JetStreamSubscription subscription, Handling handling, AtomicBoolean stopped) {
		while (!stopped.get()) {
			for (Message message : subscription.fetch(BATCH, WAIT)) {
				String subject = message.getSubject();
				handling.handle(subject.substring(subject.lastIndexOf('.') + 1), message.metaData().streamSequence());
				message.ack();
			}
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean hasCommitted(String group, String topic) throws IOException, JetStreamApiException {
		JetStreamManagement management = this.engine.management();
		for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
			ConsumerInfo consumer = management.getConsumerInfo(topic, durable(group, partition));
			if (consumer.getNumPending() + consumer.getNumAckPending() > 0) {
				return false;
			}
		}
		return true;
	}

}
