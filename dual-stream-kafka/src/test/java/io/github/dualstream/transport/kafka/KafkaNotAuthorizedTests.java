package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.test.KafkaServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaEventLog} with a broker that does not let it write.
 */
@Timeout(120)
@SuppressWarnings("FutureReturnValueIgnored") // Appends keeps them
class KafkaNotAuthorizedTests {

	private static final Map<String, Object> IMPATIENT = Map.of("max.block.ms", 1000);

	private static KafkaServer server;

	private static Admin admin;

	@BeforeAll
	static void start() {
		server = KafkaServer.start(Map.of("auto.create.topics.enable", "false", "authorizer.class.name",
				"org.apache.kafka.metadata.authorizer.StandardAuthorizer", "allow.everyone.if.no.acl.found", "true"));
		admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
	}

	@AfterAll
	static void stop() {
		admin.close();
		server.close();
	}

	@Test
	void whenATopicMayNotBeWrittenToThenItsEventsFailForCertainAndThoseOfOtherTopicsDoNot() throws Exception {
		Appends denied = new Appends("denied");
		Appends open = new Appends("open");
		try (KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), IMPATIENT)) {
			kafka.create("denied", 1);
			kafka.create("open", 1);
			denied.append(kafka.log, "a", "1").join();
			List<AclBinding> rules = deny("denied", AclOperation.WRITE);
			for (int i = 0; i < 50; i++) {
				denied.append(kafka.log, "a", "2");
				open.append(kafka.log, "a", "1");
			}
			Awaitility.await().until(() -> denied.allDone() && open.allDone());
			assertThat(denied.failed(PublishFailedException.class)).hasSize(50);
			assertThat(denied.append(kafka.log, "a", "2")).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.withCauseInstanceOf(PublishFailedException.class)
				.withMessageContaining("Topic 'denied' did not accept event");
			assertThat(open.acknowledged()).isEqualTo(50);

			admin.deleteAcls(rules.stream().map(AclBinding::toFilter).toList()).all().get();
			Awaitility.await()
				.until(() -> !denied.append(kafka.log, "a", "3").handle((position, ex) -> ex != null).join());
		}
		denied.assertInvariants(server.bootstrapServers());
		open.assertInvariants(server.bootstrapServers());
	}

	@Test
	void whenATopicMayNotBeSeenThenItsEventsFailWithinMaxBlock() throws Exception {
		Appends hidden = new Appends("hidden");
		try (KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), IMPATIENT)) {
			kafka.create("hidden", 1);
			deny("hidden", AclOperation.DESCRIBE);
			long start = System.nanoTime();
			CompletableFuture<Position> append = hidden.append(kafka.log, "a", "1");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			assertThat(append).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withCauseInstanceOf(PublishFailedException.class)
				.withMessageContaining("Topic \'hidden\' is not available");
		}
	}

	/**
	 * Denied what would be allowed to everybody; returns when the broker has heard of it.
	 */
	private static List<AclBinding> deny(String topic, AclOperation operation) throws Exception {
		ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
		List<AclBinding> rules = List.of(
				new AclBinding(resource,
						new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.ALL, AclPermissionType.ALLOW)),
				new AclBinding(resource,
						new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.DENY)));
		admin.createAcls(rules).all().get();
		Awaitility.await()
			.until(() -> Set.copyOf(admin.describeAcls(rules.get(1).toFilter()).values().get()).contains(rules.get(1)));
		return rules;
	}

}
