package io.github.dualstream.autoconfigure.kafka;

import java.util.Map;
import java.util.function.Function;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails.Configuration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * Properties of the Kafka clients of dual-stream: Boot's own, on Boot's connection.
 */
final class KafkaClientProperties {

	private static final String ISOLATION_LEVEL = "spring.kafka.consumer.isolation-level";

	/**
	 * Maximum number of records of one poll; the consumer limits the records in flight.
	 */
	private static final int MAX_POLL_RECORDS = 2_000;

	/** Timeout of API calls; a hanging commit blocks reading. */
	private static final int API_TIMEOUT = 10_000;

	private static final int METADATA_MILLIS = 5_000;

	private final KafkaProperties properties;

	private final KafkaConnectionDetails connection;

	private final boolean hasIsolationLevel;

	/**
	 * Create the properties.
	 * @param properties Boot's properties of Kafka
	 * @param connection Boot's connection
	 * @param environment environment, which distinguishes configured properties from
	 * Boot's defaults
	 */
	KafkaClientProperties(KafkaProperties properties, KafkaConnectionDetails connection, Environment environment) {
		this.properties = properties;
		this.connection = connection;
		this.hasIsolationLevel = Binder.get(environment).bind(ISOLATION_LEVEL, String.class).isBound();
	}

	Map<String, Object> producer() {
		return connect(this.properties.buildProducerProperties(), KafkaConnectionDetails::getProducer);
	}

	/**
	 * Properties of a consumer with explicit positions and without a group.
	 */
	Map<String, Object> reader(int timeoutMillis) {
		Map<String, Object> reader = consumer();
		reader.remove(ConsumerConfig.GROUP_ID_CONFIG);
		reader.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
		reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
		reader.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
		// a fetch that waits at the end of a partition would hold up the next read
		reader.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 0);
		// so that a topic that grows is noticed while it matters
		reader.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
		reader.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
		reader.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
		return reader;
	}

	/**
	 * Properties of a group member that commits explicitly and determines its start
	 * position.
	 */
	Map<String, Object> groupMember() {
		Map<String, Object> member = consumer();
		member.remove(ConsumerConfig.GROUP_ID_CONFIG);
		member.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		member.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
		member.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
		member.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
		member.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT);
		if (!"consumer".equals(member.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
			member.putIfAbsent(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
					CooperativeStickyAssignor.class.getName());
		}
		return member;
	}

	/**
	 * Reject settings of a customizer that would lose events, or handle none.
	 */
	static void requireGuarantees(Map<String, Object> member) {
		refuseUnless(member, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
				"would commit events before they are handled");
		refuseUnless(member, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
				"would skip events, or read them again, without a log line");
	}

	private static void refuseUnless(Map<String, Object> member, String key, String required, String problem) {
		Object value = member.get(key);
		if (value == null || !required.equals(value.toString())) {
			throw new IllegalStateException("A GroupMemberCustomizer sets '" + key + "' to '" + value + "', which "
					+ problem + "; dual-stream needs '" + required + "'. Remove it from the customizer");
		}
	}

	/**
	 * Properties of all consumers, which by default skip events of aborted transactions;
	 * Boot's default is ignored unless it was configured.
	 */
	private Map<String, Object> consumer() {
		Map<String, Object> consumer = connect(this.properties.buildConsumerProperties(),
				KafkaConnectionDetails::getConsumer);
		if (!this.hasIsolationLevel
				&& !this.properties.getConsumer().getProperties().containsKey(ConsumerConfig.ISOLATION_LEVEL_CONFIG)) {
			consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
		}
		return consumer;
	}

	Map<String, Object> admin() {
		return connect(this.properties.buildAdminProperties(), KafkaConnectionDetails::getAdmin);
	}

	private Map<String, Object> connect(Map<String, Object> client,
			Function<KafkaConnectionDetails, Configuration> details) {
		Configuration configuration = details.apply(this.connection);
		client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, configuration.getBootstrapServers());
		putIfPresent(client, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, configuration.getSecurityProtocol());
		SslBundle bundle = configuration.getSslBundle();
		if (bundle != null) {
			client.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
			client.put(SslBundle.class.getName(), bundle);
		}
		client.computeIfPresent(CommonClientConfigs.CLIENT_ID_CONFIG, (key, id) -> id + "-dual-stream");
		return client;
	}

	private static void putIfPresent(Map<String, Object> client, String key, @Nullable Object value) {
		if (value != null) {
			client.put(key, value);
		}
	}

}
