package io.github.dualstream.autoconfigure.kafka;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.publisher.PublisherProperties;
import io.github.dualstream.consumer.deadletter.TopicDeadLetters;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Properties that the producer of the durable stream requires for its guarantees: no
 * acknowledged event is lost, no retry writes an event twice or out of order, and every
 * send has an outcome in time. Weaker settings are rejected rather than overridden, so
 * that no setting is silently ineffective.
 */
final class DurableProducerProperties {

	/**
	 * Request timeout; a hanging broker costs two of these, which would be 60 s with
	 * Kafka's default.
	 */
	private static final int REQUEST_TIMEOUT = 5_000;

	/**
	 * Linger time; Kafka's default of 5 ms would be most of the latency of a single
	 * publish.
	 */
	private static final int LINGER = 0;

	private static final long BUFFER_MEMORY = 32 * 1024 * 1024L;

	private DurableProducerProperties() {
	}

	static Map<String, Object> of(Map<String, Object> application, PublisherProperties publisher) {
		requireGuarantees(application);
		Map<String, Object> producer = new HashMap<>(application);
		producer.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
		producer.put(ProducerConfig.ACKS_CONFIG, "all");
		producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
		producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		producer.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER);
		producer.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
				(int) Math.min(REQUEST_TIMEOUT, publisher.deliveryTimeout().toMillis()));
		producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, publisher.maxBlock().toMillis());
		producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
				Math.toIntExact(publisher.deliveryTimeout().toMillis()));
		// a dead-letter record has additional headers, and may be another application's
		producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
				2 * publisher.maxEventBytes() + TopicDeadLetters.MAX_ADDITIONAL_SIZE);
		requireTimes(producer, publisher);
		requireRoom(producer, publisher);
		return producer;
	}

	static void requireGuarantees(Map<String, Object> producer) {
		refuse(producer, ProducerConfig.ACKS_CONFIG, "spring.kafka.producer.acks",
				(acks) -> !acks.equals("all") && !acks.equals("-1"),
				"would lose acknowledged events when a broker fails");
		refuse(producer, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, (idempotence) -> idempotence.equals("false"),
				"would let a retry write an event twice or out of order");
		refuse(producer, ProducerConfig.RETRIES_CONFIG, "spring.kafka.producer.retries",
				number((retries) -> retries < 1),
				"would fail a publish at the first hiccup, which idempotence does not allow");
		refuse(producer, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, number((requests) -> requests > 5),
				"is more than the 5 that keep their order");
		refuse(producer, ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, (ignore) -> ignore.equals("true"),
				"would spread the events of a source over partitions and lose their order");
		refuse(producer, ProducerConfig.PARTITIONER_CLASS_CONFIG, (partitioner) -> true,
				"would put events where their history is not looked for");
	}

	private static void requireTimes(Map<String, Object> producer, PublisherProperties publisher) {
		long request = Long.parseLong(String.valueOf(producer.get(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)));
		long linger = Long.parseLong(String.valueOf(producer.get(ProducerConfig.LINGER_MS_CONFIG)));
		if (request + linger > publisher.deliveryTimeout().toMillis()) {
			throw new InvalidPropertyException("dual-stream.publisher.delivery-timeout", publisher.deliveryTimeout(),
					"is shorter than one attempt: request.timeout.ms (" + request + ") plus linger.ms (" + linger + ")",
					"Raise it, or lower spring.kafka.producer.properties.request.timeout.ms.");
		}
	}

	private static void requireRoom(Map<String, Object> producer, PublisherProperties publisher) {
		Object configured = producer.get(ProducerConfig.BUFFER_MEMORY_CONFIG);
		long room = (configured != null) ? Long.parseLong(configured.toString()) : BUFFER_MEMORY;
		if (publisher.maxEventBytes() > room) {
			throw new InvalidPropertyException("dual-stream.publisher.max-event-size", publisher.maxEventSize(),
					"is more than the producer's buffer holds (" + room + " bytes)",
					"Lower it, or raise spring.kafka.producer.buffer-memory.");
		}
	}

	private static void refuse(Map<String, Object> producer, String key, ValueTest test, String problem) {
		refuse(producer, key, "spring.kafka.producer.properties[" + key + "]", test, problem);
	}

	private static void refuse(Map<String, Object> producer, String key, String property, ValueTest test,
			String problem) {
		@Nullable Object value = producer.get(key);
		if (value != null && test.isRefused(value.toString().trim().toLowerCase(Locale.ROOT))) {
			throw new InvalidPropertyException(property, value, problem,
					"Remove it: the durable stream sets '" + key + "' itself. A producer of the application that needs "
							+ "another value needs a ProducerFactory bean of its own.");
		}
	}

	private static ValueTest number(LongPredicate refused) {
		return (value) -> refused.test(Long.parseLong(value));
	}

	@FunctionalInterface
	private interface ValueTest {

		boolean isRefused(String value);

	}

}
