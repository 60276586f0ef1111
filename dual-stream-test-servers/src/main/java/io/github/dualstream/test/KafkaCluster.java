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
 * its own that can be killed, stopped and restarted while the others continue.
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
	 * @param brokers number of brokers
	 * @param brokerProperties properties of {@code server.properties} for all of them;
	 * they override the defaults. The listeners must stay as they are
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
	 * @param index index of the broker, from 0
	 * @return the broker
	 */
	public KafkaServer broker(int index) {
		return this.brokers.get(index);
	}

	/**
	 * Restarts brokers concurrently, and waits until they are members of the cluster: if
	 * the majority was lost, no single broker can start.
	 * @param indexes indexes of the brokers, from 0
	 * @throws IllegalStateException when one of them does not start
	 */
	public void restart(int... indexes) {
		try {
			together(Arrays.stream(indexes).mapToObj(this::broker).toList(), KafkaServer::restart);
		}
		catch (CompletionException ex) {
			throw new IllegalStateException("A broker of the cluster did not restart", ex.getCause());
		}
	}

	/**
	 * Finds the current leader of a partition.
	 * @param topic an existing topic
	 * @param partition its partition
	 * @return the broker's index
	 * @throws IllegalStateException when the partition has no leader, or the cluster does
	 * not answer within 30 seconds
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
	 * Waits until all replicas of a topic are in sync, which takes some time after the
	 * restart of a broker. Until then, another broker must not be lost.
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
	 * Kills all brokers and deletes their data.
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
	 * Starts all brokers concurrently, since none is ready without the majority.
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
