package io.github.dualstream.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.TopicSettings;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaTopicAdministration;
import io.github.dualstream.transport.kafka.RecordSizeLimits;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Topics} and {@link TopicInitializer} on a real broker.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class TopicsOnKafkaTests {

	private static final Duration NEVER = Duration.ofDays(1);

	private static KafkaServer server;

	private static Admin admin;

	private static KafkaAdministration administration;

	@BeforeAll
	static void start() {
		server = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));
		admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
		administration = new KafkaAdministration(() -> Admin
			.create(Map.of("bootstrap.servers", server.bootstrapServers(), "reconnect.backoff.max.ms", 200)));
	}

	@AfterAll
	static void stop() {
		administration.close();
		admin.close();
		server.close();
	}

	@Test
	void whenATopicIsMissingThenItIsCreatedAsItsSettingsSay() throws Exception {
		TopicSettings settings = new TopicSettings(5, 1, 1, Duration.ofHours(3), DataSize.ofMegabytes(64),
				CleanupPolicy.COMPACT_AND_DELETE, new Compression(Compression.Type.ZSTD, 7),
				Map.of("max.message.bytes", "2000000"));
		Topics topics = topics(TopicStrategy.CREATE_ONLY, topic("created", settings),
				topic("created-defaults", TopicSettings.NONE));
		TopicPlan plan = topics.plan(TopicStrategy.CREATE_ONLY);
		assertThat(plan.steps()).extracting(TopicStep::toString)
			.containsExactly(
					"create topic 'created' with partitions 5, replicas 1, min-in-sync-replicas 1, "
							+ "retention 3h, retention-size 64MB, cleanup-policy compact-and-delete, "
							+ "compression zstd level 7, configs.max.message.bytes 2000000",
					"create topic 'created-defaults'");
		assertThat(topics.apply(plan)).extracting(StepOutcome::failure).containsOnlyNulls();

		assertThat(describe("created").partitions()).hasSize(5);
		assertThat(configs("created")).containsEntry("retention.ms", "10800000")
			.containsEntry("min.insync.replicas", "1")
			.containsEntry("retention.bytes", "67108864")
			.containsEntry("cleanup.policy", "compact,delete")
			.containsEntry("compression.type", "zstd")
			.containsEntry("compression.zstd.level", "7")
			.containsEntry("max.message.bytes", "2000000");
		assertThat(describe("created-defaults").partitions()).hasSize(1);
		assertThat(configs("created-defaults")).containsEntry("retention.ms", "604800000");
		TopicPlan after = topics.plan(TopicStrategy.CREATE_OR_UPDATE);
		assertThat(after.steps()).isEmpty();
		assertThat(after.drift()).isEmpty();
		assertThat(after.problems()).isEmpty();
	}

	@Test
	void whenOnlyValidatingThenDriftIsLoggedAndNothingIsTouched(CapturedOutput output) throws Exception {
		create(new NewTopic("validated", 2, (short) 1));
		Topics topics = topics(TopicStrategy.VALIDATE_ONLY,
				topic("validated", new TopicSettings(6, 1, null, Duration.ofHours(1), null, null, null, Map.of())),
				topic("validated-missing", TopicSettings.NONE));
		try (TopicInitializer initializer = new TopicInitializer(topics, NEVER, Duration.ofMillis(20), new Threads())) {
			initializer.start();
			initializer.await(Duration.ofSeconds(10));
			assertThat(output).contains("WARN")
				.contains("topic 'validated' has partitions 2, configured is 6; it is not changed")
				.contains("topic 'validated' has retention 7d, configured is 1h")
				.contains("ERROR")
				.contains("topic 'validated-missing' does not exist and is not created");
			assertThat(describe("validated").partitions()).hasSize(2);
			assertThat(configs("validated")).containsEntry("retention.ms", "604800000");
			assertThat(admin.listTopics().names().get()).doesNotContain("validated-missing");
			create(new NewTopic("validated-missing", 1, (short) 1));
			await().untilAsserted(() -> assertThat(initializer.latest().missingTopics()).isEmpty());
		}
		assertThat(output).containsOnlyOnce("'validated-missing' does not exist").containsOnlyOnce("has partitions 2");
	}

	@Test
	void whenUpdatingThenOnlyWhatDiffersIsChangedAndPartitionsStay() throws Exception {
		create(new NewTopic("updated", 2, (short) 1)
			.configs(Map.of("retention.ms", "3600000", "segment.ms", "60000", "compression.type", "lz4")));
		Topics topics = topics(TopicStrategy.CREATE_OR_UPDATE,
				topic("updated", new TopicSettings(3, null, null, TopicSettings.FOREVER, null, CleanupPolicy.DELETE,
						new Compression(Compression.Type.NONE, null), Map.of("max.message.bytes", "500000"))));
		TopicPlan plan = topics.plan(TopicStrategy.CREATE_OR_UPDATE);
		assertThat(plan.steps()).extracting(TopicStep::toString)
			.containsExactly(
					"change topic 'updated': retention from 1h to forever, compression from lz4 level 9 to none, "
							+ "configs.max.message.bytes from 1048588 to 500000");
		assertThat(plan.drift()).extracting(TopicDifference::setting).containsExactly("partitions");

		assertThat(topics.apply(plan)).extracting(StepOutcome::failure).containsOnlyNulls();

		// the broker hears of it from the controller
		await().untilAsserted(() -> assertThat(configs("updated")).containsEntry("retention.ms", "-1")
			.containsEntry("compression.type", "uncompressed")
			.containsEntry("max.message.bytes", "500000")
			.containsEntry("segment.ms", "60000"));
		assertThat(describe("updated").partitions()).hasSize(2);
		assertThat(topics.plan(TopicStrategy.CREATE_OR_UPDATE).steps()).isEmpty();
	}

	@Test
	void whenATopicCannotWorkThenThatIsAProblem(CapturedOutput output) throws Exception {
		create(new NewTopic("small-batches", 1, (short) 1).configs(Map.of("max.message.bytes", "16383")));
		create(new NewTopic("large-enough", 1, (short) 1).configs(Map.of("max.message.bytes", "16384")));
		Topics topics = topics(TopicStrategy.CREATE_ONLY, topic("small-batches", TopicSettings.NONE),
				topic("large-enough", TopicSettings.NONE),
				topic("starved", new TopicSettings(1, 1, 2, null, null, null, null, Map.of())));
		try (TopicInitializer initializer = new TopicInitializer(topics, NEVER, new Threads())) {
			initializer.start();
			initializer.await(Duration.ofSeconds(10));
		}
		assertThat(output).contains("ERROR")
			.contains("topic 'starved' has 1 replicas but requires 2 in sync")
			.contains("topic 'small-batches' accepts at most 16383 bytes at once")
			.contains("batch.size 16384")
			.doesNotContain("large-enough");
	}

	@Test
	void whenTheClusterIsTooSmallForOneTopicThenTheOthersAreCreatedAndItIsTriedAgain(CapturedOutput output)
			throws Exception {
		Topics topics = topics(TopicStrategy.CREATE_ONLY,
				topic("too-many-replicas", new TopicSettings(1, 3, null, null, null, null, null, Map.of())),
				topic("possible", TopicSettings.NONE));
		try (TopicInitializer initializer = new TopicInitializer(topics, NEVER, Duration.ofMillis(20), new Threads())) {
			initializer.start();
			initializer.await(Duration.ofSeconds(10));
			assertThat(output).contains("Could not create topic 'too-many-replicas'").contains("retrying every 0 s");
			assertThat(describe("possible").partitions()).hasSize(1);
			// a topic that appears meanwhile ends the attempts
			create(new NewTopic("too-many-replicas", 1, (short) 1));
			await().untilAsserted(() -> assertThat(initializer.latest().missingTopics()).isEmpty());
		}
		assertThat(output).containsOnlyOnce("Could not create");
	}

	@Test
	void whenTopicsChangeAfterTheStartThenThatIsFoundAndNothingIsDone(CapturedOutput output) throws Exception {
		Topics topics = topics(TopicStrategy.CREATE_OR_UPDATE, topic("deleted-later", TopicSettings.NONE),
				topic("altered-later", new TopicSettings(1, 1, null, Duration.ofHours(5), null, null, null, Map.of())));
		try (TopicInitializer initializer = new TopicInitializer(topics, Duration.ofMillis(50), new Threads())) {
			initializer.start();
			initializer.await(Duration.ofSeconds(10));
			assertThat(initializer.latest().missingTopics()).isEmpty();
			assertThat(initializer.latest().differingTopics()).isEmpty();

			admin.deleteTopics(List.of("deleted-later")).all().get();
			AlterConfigOp shorter = new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), OpType.SET);
			admin
				.incrementalAlterConfigs(
						Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "altered-later"), List.of(shorter)))
				.all()
				.get();

			await().until(() -> initializer.latest().missingTopics().contains("deleted-later"));
			await().until(() -> initializer.latest().differingTopics().contains("altered-later"));
			assertThat(output).contains("topic 'deleted-later' does not exist and is not created, "
					+ "because topics are created only when the application starts");
		}
		assertThat(configs("altered-later")).containsEntry("retention.ms", "1000");
		assertThat(admin.listTopics().names().get()).doesNotContain("deleted-later");
	}

	@Test
	void whenASettingDoesNotExistThenTheStepSaysSo() {
		Topics topics = topics(TopicStrategy.CREATE_ONLY, topic("unknown-setting",
				new TopicSettings(1, null, null, null, null, null, null, Map.of("no.such.setting", "1"))));
		assertThat(topics.apply(topics.plan(TopicStrategy.CREATE_ONLY))).singleElement()
			.satisfies((outcome) -> assertThat(outcome.failure()).hasMessageContaining("'unknown-setting'")
				.hasMessageContaining("no.such.setting"));
	}

	@Test
	void whenTheBrokerIsAwayAtTheStartThenTheTopicsAreCreatedOnceItIsThere(CapturedOutput output) throws Exception {
		server.kill();
		Topics topics = topics(TopicStrategy.CREATE_ONLY, topic("late", TopicSettings.ofPartitions(2)));
		try (TopicInitializer initializer = new TopicInitializer(topics, NEVER, Duration.ofMillis(100),
				new Threads())) {
			initializer.start();
			initializer.await(Duration.ofMillis(500));
			await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains("Could not describe topic"));
			server.restart();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> output.getOut().contains("done: create topic 'late' with partitions 2"));
			await().untilAsserted(() -> assertThat(initializer.latest().missingTopics()).isEmpty());
		}
		finally {
			if (!server.isRunning()) {
				server.restart();
			}
		}
		assertThat(describe("late").partitions()).hasSize(2);
	}

	private static Topics topics(TopicStrategy strategy, Topic... topics) {
		return new Topics(
				new KafkaTopicAdministration(administration, new RecordSizeLimits(), 16384, Duration.ofSeconds(3)),
				List.of(topics), strategy);
	}

	private static Topic topic(String name, TopicSettings settings) {
		return new Topic(name, settings, null, null);
	}

	private static void create(NewTopic topic) throws Exception {
		admin.createTopics(List.of(topic)).all().get();
		// the broker hears of it from the controller
		await().ignoreExceptionsInstanceOf(ExecutionException.class)
			.until(() -> describe(topic.name()).partitions().size() == topic.numPartitions());
	}

	private static TopicDescription describe(String topic) throws Exception {
		return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
	}

	private static Map<String, String> configs(String topic) throws Exception {
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
		Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
		Map<String, String> values = new HashMap<>();
		for (ConfigEntry entry : config.entries()) {
			values.put(entry.name(), entry.value());
		}
		return values;
	}

}
