package io.github.dualstream.test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link KafkaCluster}.
 */
@Tag("faults")
class KafkaClusterTests {

	private static KafkaCluster cluster;

	@BeforeAll
	static void start() {
		cluster = KafkaCluster.start();
	}

	@AfterAll
	static void close() {
		cluster.close();
	}

	@Test
	void whenATopicIsCreatedThenItHasThreeReplicasTwoOfWhichMustBeInSync() throws Exception {
		try (Admin admin = admin()) {
			create(admin, "replicated");
			assertThat(describe(admin, "replicated").partitions()).allSatisfy((partition) -> {
				assertThat(partition.replicas()).hasSize(3);
				assertThat(partition.isr()).hasSize(3);
			});
		}
	}

	@Test
	void whenALeaderIsKilledThenAnotherTakesOverAndNothingIsLostWhenItIsBack() throws Exception {
		try (Admin admin = admin(); Producer<String, byte[]> producer = producer()) {
			create(admin, "survivor");
			int leader = cluster.leaderOf("survivor", 0);
			send(producer, "before");
			cluster.broker(leader).kill();
			send(producer, "meanwhile");
			assertThat(cluster.leaderOf("survivor", 0)).isNotEqualTo(leader);
			cluster.broker(leader).restart();
			cluster.awaitInSync("survivor");
			assertThat(describe(admin, "survivor").partitions().get(0).isr()).hasSize(3);
			send(producer, "after");
		}
		assertThat(KafkaRecords.of(cluster.bootstrapServers()).all("survivor"))
			.extracting((record) -> new String(record.value(), StandardCharsets.UTF_8))
			.containsExactly("before", "meanwhile", "after");
	}

	@Test
	void whenTheMajorityIsKilledThenItComesBackTogether() throws Exception {
		try (Admin admin = admin()) {
			create(admin, "majority");
			cluster.broker(0).kill();
			cluster.broker(2).kill();
			cluster.restart(0, 2);
			cluster.awaitInSync("majority");
			assertThat(describe(admin, "majority").partitions().get(0).isr()).hasSize(3);
		}
	}

	private static void create(Admin admin, String topic) throws Exception {
		admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
			.all()
			.get(20, TimeUnit.SECONDS);
		await().ignoreExceptions().until(() -> describe(admin, topic).partitions().get(0).leader() != null);
	}

	private static TopicDescription describe(Admin admin, String topic) throws Exception {
		return admin.describeTopics(List.of(topic)).allTopicNames().get(20, TimeUnit.SECONDS).get(topic);
	}

	private static void send(Producer<String, byte[]> producer, String value) throws Exception {
		producer.send(new ProducerRecord<>("survivor", "key", value.getBytes(StandardCharsets.UTF_8)))
			.get(30, TimeUnit.SECONDS);
	}

	private static Admin admin() {
		return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
	}

	private static Producer<String, byte[]> producer() {
		return new KafkaProducer<>(
				Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all", "linger.ms", 0),
				new StringSerializer(), new ByteArraySerializer());
	}

}
