package io.github.dualstream.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.TopicSettings;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaTopicAdministration;
import io.github.dualstream.transport.kafka.RecordSizeLimits;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Topics on a broker that does not allow everything.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class TopicsNotAuthorizedTests {

	private static final String EVERYBODY = "User:ANONYMOUS";

	private static KafkaServer server;

	private static KafkaAdministration administration;

	@BeforeAll
	static void start() throws Exception {
		server = KafkaServer.start(Map.of("auto.create.topics.enable", "false", "authorizer.class.name",
				"org.apache.kafka.metadata.authorizer.StandardAuthorizer", "allow.everyone.if.no.acl.found", "true"));
		administration = new KafkaAdministration(
				() -> Admin.create(Map.of("bootstrap.servers", server.bootstrapServers())));
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
			admin
				.createTopics(Stream.of("hidden", "half", "frozen", "open")
					.map((name) -> new NewTopic(name, 1, (short) 1))
					.toList())
				.all()
				.get();
			List<AclBinding> rules = List.of(allowCluster(),
					deny(ResourceType.CLUSTER, "kafka-cluster", AclOperation.CREATE),
					deny(ResourceType.TOPIC, "forbidden", AclOperation.CREATE), allowTopic("forbidden"),
					deny(ResourceType.TOPIC, "hidden", AclOperation.DESCRIBE),
					deny(ResourceType.TOPIC, "half", AclOperation.DESCRIBE_CONFIGS), allowTopic("half"),
					deny(ResourceType.TOPIC, "frozen", AclOperation.ALTER_CONFIGS), allowTopic("frozen"));
			admin.createAcls(rules).all().get();
			// the broker hears of them from the controller
			await().until(() -> admin.describeAcls(AclBindingFilter.ANY).values().get().size() == rules.size());
		}
	}

	@AfterAll
	static void stop() {
		administration.close();
		server.close();
	}

	@Test
	void whatMayNotBeLookedAtIsAProblemAndTheRestIsCompared() {
		Topics topics = topics(TopicStrategy.CREATE_OR_UPDATE, "hidden", "half", "open");
		TopicPlan plan = topics.plan(TopicStrategy.CREATE_OR_UPDATE);
		assertThat(plan.problems()).containsExactly(
				"topic 'hidden' cannot be checked: this application is not authorized to describe it (ACL operation DESCRIBE)",
				"topic 'half' can be checked in part: this application is not authorized to read its settings "
						+ "(ACL operation DESCRIBE_CONFIGS)");
		assertThat(plan.drift()).extracting(TopicDifference::toString)
			.allSatisfy((drift) -> assertThat(drift).contains("has partitions 1, configured is 2"))
			.extracting((drift) -> drift.substring(0, drift.indexOf(" has")))
			.containsExactly("topic 'half'", "topic 'open'");
		assertThat(plan.steps()).extracting(TopicStep::topic).containsExactly("open");
	}

	@Test
	void whatMayNotBeChangedIsLoggedOnceAndNotTriedAgain(CapturedOutput output) {
		Topics topics = topics(TopicStrategy.CREATE_OR_UPDATE, "forbidden", "frozen");
		try (TopicInitializer initializer = new TopicInitializer(topics, Duration.ofMillis(200), Duration.ofMillis(20),
				new Threads())) {
			initializer.start();
			initializer.await(Duration.ofSeconds(10));
			TopicPlan first = initializer.latest();
			// a comparison, which there is only when no further attempt is made
			await().untilAsserted(() -> assertThat(initializer.latest()).isNotSameAs(first));
			assertThat(initializer.latest().strategy()).isEqualTo(TopicStrategy.VALIDATE_ONLY);
			assertThat(initializer.latest().missingTopics()).containsExactly("forbidden");
		}
		assertThat(output).containsOnlyOnce("Could not create topic 'forbidden'")
			.containsOnlyOnce("Could not change topic 'frozen'")
			.contains("this application is not authorized; an administrator has to do it: Could not")
			.doesNotContain("retrying");
	}

	private static AclBinding allowCluster() {
		return new AclBinding(new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
				new AccessControlEntry(EVERYBODY, "*", AclOperation.ALL, AclPermissionType.ALLOW));
	}

	private static AclBinding allowTopic(String topic) {
		return new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
				new AccessControlEntry(EVERYBODY, "*", AclOperation.ALL, AclPermissionType.ALLOW));
	}

	private static AclBinding deny(ResourceType type, String name, AclOperation operation) {
		return new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL),
				new AccessControlEntry(EVERYBODY, "*", operation, AclPermissionType.DENY));
	}

	private static Topics topics(TopicStrategy strategy, String... names) {
		TopicSettings settings = new TopicSettings(2, 1, null, Duration.ofHours(1), null, null, null, Map.of());
		return new Topics(
				new KafkaTopicAdministration(administration, new RecordSizeLimits(), 16384, Duration.ofSeconds(3)),
				Stream.of(names).map((name) -> new Topic(name, settings, null, null)).toList(), strategy);
	}

}
