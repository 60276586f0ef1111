package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.TopicSettings;
import io.github.dualstream.transport.contract.Refusal;
import io.github.dualstream.transport.contract.RefusingUnderTest;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;

/**
 * Log on a broker of its own whose access control allows everything without a rule.
 */
final class KafkaWithRules extends KafkaUnderTest implements RefusingUnderTest {

	private final KafkaServer server;

	private final Admin admin;

	private final List<AclBinding> rules = new ArrayList<>();

	private KafkaWithRules(KafkaServer server) {
		super(KafkaLog.on(server.bootstrapServers(), Map.of()), Map.of());
		this.server = server;
		this.admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
	}

	static KafkaWithRules start() {
		return new KafkaWithRules(KafkaServer.start(Map.of("auto.create.topics.enable", "false",
				"authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
				"allow.everyone.if.no.acl.found", "true")));
	}

	@Override
	public void refuse(Refusal refusal, String topic) {
		this.rules.add(rule(topic, AclOperation.ALL, AclPermissionType.ALLOW));
		this.rules.add(rule(topic, AclOperation.WRITE, AclPermissionType.DENY));
		join(this.admin.createAcls(this.rules).all());
		awaitRules(2);
	}

	@Override
	public void accept(Refusal refusal, String topic) {
		join(this.admin.deleteAcls(this.rules.stream().map(AclBinding::toFilter).toList()).all());
		awaitRules(0);
		this.rules.clear();
	}

	/** Wait until the broker has heard of it. */
	private void awaitRules(int count) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.rules.stream()
				.mapToInt((rule) -> join(this.admin.describeAcls(rule.toFilter()).values()).size())
				.sum() == count);
	}

	private static AclBinding rule(String topic, AclOperation operation, AclPermissionType permission) {
		return new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
				new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
	}

	private static <T> T join(KafkaFuture<T> future) {
		return future.toCompletionStage().toCompletableFuture().join();
	}

	@Override
	public void createTopicWithRecordLimit(String topic, int bytes) {
		topics().create(topic, new TopicSettings(1, null, null, null, null, null, null,
				Map.of("max.message.bytes", Integer.toString(bytes))));
		topics().awaitReady(List.of(topic));
	}

	@Override
	public void close() {
		super.close();
		this.admin.close();
		this.server.close();
	}

}
