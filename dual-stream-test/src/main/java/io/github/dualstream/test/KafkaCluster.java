package io.github.dualstream.test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;

/**
 * A real Kafka of several brokers, each also a controller (KRaft), and each in a JVM of
 * its own that can be killed, stopped and restarted while the others go on.
 * <p>
 * From three brokers on, topics have three replicas by default, two of which must be in
 * sync, so that one broker can be lost. Needs about 350 MB per broker. Safe for use by
 * several threads.
 */
public final class KafkaCluster implements AutoCloseable {

	private static final int BROKERS = 3;

	private static final int TIMEOUT_SECONDS = 30;

	private final List<KafkaServer> brokers;

	private KafkaCluster(List<KafkaServer> brokers) {
		this.brokers = brokers;
	}

	/**
	 * Starts three brokers and waits until all of them are members of the cluster.
	 * @return the running cluster
	 */
	public static KafkaCluster start() {
		return start(BROKERS, Map.of());
	}

	/**
	 * Starts brokers and waits until all of them are members of the cluster.
	 * @param brokers how many
	 * @param brokerProperties properties of {@code server.properties} for all of them;
	 * they win over the defaults. The listeners must stay as they are
	 * @return the running cluster
	 */
	public static KafkaCluster start(int brokers, Map<String, String> brokerProperties) {
		KafkaNodes nodes = KafkaNodes.pick(brokers);
		KafkaCluster cluster = new KafkaCluster(
				nodes.all().stream().map((node) -> KafkaServer.of(nodes, node, brokerProperties)).toList());
		cluster.startOrClose();
		return cluster;
	}

	/**
	 * Returns the addresses for {@code bootstrap.servers}. They do not change.
	 * @return hosts and ports of all brokers
	 */
	public String bootstrapServers() {
		return this.brokers.stream().map(KafkaServer::bootstrapServers).collect(Collectors.joining(","));
	}

	/**
	 * Returns a broker, to be killed, stopped or restarted.
	 * @param index from 0
	 * @return the broker
	 */
	public KafkaServer broker(int index) {
		return this.brokers.get(index);
	}

	/**
	 * Starts brokers again, all at once, and waits until they are members of the cluster:
	 * where the majority was lost, none of them comes back alone.
	 * @param indexes from 0
	 * @throws IllegalStateException when one of them does not come back
	 */
	public void restart(int... indexes) {
		try {
			together(Arrays.stream(indexes).mapToObj(this::broker).toList(), KafkaServer::restart);
		}
		catch (CompletionException ex) {
			throw new IllegalStateException("A broker of the cluster did not come back", ex.getCause());
		}
	}

	/**
	 * Finds the broker that leads a partition now.
	 * @param topic an existing topic
	 * @param partition its partition
	 * @return the broker's index
	 * @throws IllegalStateException when the partition has no leader, or the cluster does
	 * not tell within 30 seconds
	 */
	public int leaderOf(String topic, int partition) {
		try (Admin admin = admin()) {
			Node leader = partitions(admin, topic).get(partition).leader();
			if (leader == null) {
				throw new IllegalStateException("Partition " + partition + " of " + topic + " has no leader now");
			}
			return leader.id() - 1;
		}
	}

	/**
	 * Waits until every replica of a topic has all that its leader has, as it is some
	 * time after a broker has come back. Until then, another one must not be lost.
	 * @param topic an existing topic
	 * @throws org.awaitility.core.ConditionTimeoutException when it takes more than a
	 * minute
	 */
	public void awaitInSync(String topic) {
		try (Admin admin = admin()) {
			Awaitility.await("all replicas of " + topic + " are in sync")
				.atMost(Duration.ofMinutes(1))
				.ignoreExceptions()
				.until(() -> partitions(admin, topic).stream()
					.allMatch((partition) -> partition.isr().size() == partition.replicas().size()));
		}
	}

	/**
	 * Kills all brokers and deletes what they have on disk.
	 */
	@Override
	public void close() {
		this.brokers.forEach(KafkaServer::close);
	}

	private static void together(List<KafkaServer> brokers, Consumer<KafkaServer> action) {
		List<CompletableFuture<Void>> actions = brokers.stream()
			.map((broker) -> CompletableFuture.runAsync(() -> action.accept(broker),
					(task) -> new Thread(task, "dual-stream-start").start()))
			.toList();
		actions.forEach(CompletableFuture::join);
	}

	private Admin admin() {
		return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
	}

	private static List<TopicPartitionInfo> partitions(Admin admin, String topic) {
		try {
			return admin.describeTopics(List.of(topic))
				.allTopicNames()
				.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
				.values()
				.iterator()
				.next()
				.partitions();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("Kafka does not describe " + topic + ": check that the topic exists", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for Kafka", ex);
		}
	}

	/**
	 * All at once: none is ready without the majority.
	 */
	private void startOrClose() {
		try {
			together(this.brokers, KafkaServer::startOrClose);
			this.brokers.forEach(KafkaServer::closeAtExit);
		}
		catch (CompletionException ex) {
			close();
			throw new IllegalStateException("A broker of the cluster did not start", ex.getCause());
		}
	}

}
