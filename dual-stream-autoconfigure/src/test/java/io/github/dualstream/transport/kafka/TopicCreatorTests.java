package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TopicCreator} and {@link TopicInitializer}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class TopicCreatorTests {

	private static KafkaLog kafka;

	@BeforeAll
	static void open() {
		kafka = KafkaLog.shared();
	}

	@AfterAll
	static void close() {
		kafka.close();
	}

	@Test
	void whenATopicIsMissingThenItIsCreatedAsItsSettingsSay() throws Exception {
		kafka.create(new TopicSettings("created", 5, (short) 1, 1, Duration.ofHours(3)),
				TopicSettings.ofDefaults("created-defaults"));
		assertThat(describe("created").partitions()).hasSize(5)
			.allSatisfy((partition) -> assertThat(partition.replicas()).hasSize(1));
		assertThat(config("created", "retention.ms")).isEqualTo("10800000");
		assertThat(config("created", "min.insync.replicas")).isEqualTo("1");
		assertThat(describe("created-defaults").partitions()).hasSize(1)
			.allSatisfy((partition) -> assertThat(partition.replicas()).hasSize(1));
		assertThat(config("created-defaults", "retention.ms")).isEqualTo("604800000");
	}

	@Test
	void whenATopicExistsThenItIsLeftAsItIsAndADifferenceIsLogged(CapturedOutput output) throws Exception {
		kafka.administration.admin().createTopics(List.of(new NewTopic("existing", 2, (short) 1))).all().get();
		kafka.create(new TopicSettings("existing", 6, (short) 1, null, Duration.ofHours(1)));
		assertThat(describe("existing").partitions()).hasSize(2);
		assertThat(config("existing", "retention.ms")).isEqualTo("604800000");
		assertThat(output).contains("WARN")
			.contains("Topic 'existing' has 2 partitions, dual-stream.topics.existing.partitions says 6");
	}

	@Test
	void whenATopicExistsAsItShouldThenNothingIsLogged(CapturedOutput output) throws Exception {
		kafka.create("agreeing", 2);
		assertThat(output).contains("Created topic 'agreeing'");
		String before = output.getAll();
		kafka.create("agreeing", 2);
		assertThat(output.getAll()).isEqualTo(before);
	}

	@Test
	void whenATopicDemandsMoreReplicasInSyncThanItHasThenThatIsAnError(CapturedOutput output) throws Exception {
		kafka.create(new TopicSettings("starved", 1, (short) 1, 2, null));
		assertThat(output).contains("ERROR").contains("Topic 'starved' has 1 replicas but demands 2 in sync");
	}

	@Test
	void whenTheClusterIsTooSmallThenItIsTriedAgainAndReportedOnce(CapturedOutput output) {
		TopicSettings settings = new TopicSettings("too-many-replicas", 1, (short) 3, null, null);
		try (TopicInitializer initializer = new TopicInitializer(kafka.creator(settings), Duration.ofMillis(20))) {
			initializer.start();
			initializer.await(Duration.ofSeconds(10));
			assertThat(output).contains("topic 'too-many-replicas'").contains("trying again");
			// a topic that appears meanwhile ends the attempts
			Awaitility.await().untilAsserted(() -> {
				boolean unused = kafka.administration.admin()
					.createTopics(List.of(new NewTopic("too-many-replicas", 1, (short) 1)))
					.all()
					.toCompletionStage()
					.toCompletableFuture()
					.isDone();
				assertThat(initializerThreads()).isZero();
			});
		}
		assertThat(output).containsOnlyOnce("could not be created");
	}

	@Test
	void whenTheClusterIsTooSmallForOneTopicThenTheOthersAreCreated(CapturedOutput output) throws Exception {
		TopicSettings tooMany = new TopicSettings("impossible", 1, (short) 3, null, null);
		try (TopicInitializer initializer = new TopicInitializer(
				kafka.creator(tooMany, TopicSettings.ofDefaults("possible")), Duration.ofMillis(20))) {
			initializer.start();
			initializer.await(Duration.ofSeconds(10));
			assertThat(output).contains("'impossible'");
			assertThat(describe("possible").partitions()).hasSize(1);
		}
	}

	private static long initializerThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("dual-stream-topics"))
			.count();
	}

	private static TopicDescription describe(String topic) throws Exception {
		Map<String, TopicDescription> descriptions = kafka.administration.admin()
			.describeTopics(List.of(topic))
			.allTopicNames()
			.get();
		return descriptions.values().iterator().next();
	}

	private static String config(String topic, String key) throws Exception {
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
		Config config = kafka.administration.admin()
			.describeConfigs(List.of(resource))
			.all()
			.get()
			.values()
			.iterator()
			.next();
		return config.get(key).value();
	}

}
