package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.dualstream.PublishFailedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaEventLog} with failures of the producer that no broker provokes.
 */
class KafkaSendFailureTests {

	private static final Node NODE = new Node(0, "localhost", 9092);

	private final MockProducer<byte[], byte[]> producer = new UnclosedProducer();

	private final KafkaEventLog log = new KafkaEventLog(new KafkaTemplate<>(() -> this.producer),
			new RecordSizeLimits());

	@Test
	void whenTheProducerIsClosedWhileItSendsThenNothingWasSentForCertain() {
		this.producer.sendException = new KafkaException("Producer closed while send in progress");
		assertThat(this.log.append(Records.record(Records.TOPIC, "42", "{}"))).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(PublishFailedException.class)
			.withMessageContaining("was not sent to topic 'events': Producer closed while send in progress");
		assertThat(this.producer.history()).isEmpty();
	}

	/** The template closes what it gets after each use. */
	private static final class UnclosedProducer extends MockProducer<byte[], byte[]> {

		UnclosedProducer() {
			super(new Cluster("tests", List.of(NODE),
					List.of(new PartitionInfo(Records.TOPIC, 0, NODE, new Node[] { NODE }, new Node[] { NODE })),
					Set.of(), Set.of()), true, null, new ByteArraySerializer(), new ByteArraySerializer());
		}

		@Override
		public void close() {
			// it is used again
		}

		@Override
		public void close(Duration timeout) {
			// it is used again
		}

	}

}
