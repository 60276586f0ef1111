package io.github.dualstream.transport.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link RecordSizeLimits}.
 */
class RecordSizeLimitsTests {

	@Test
	void whenRecordsAreOfAnyShapeThenTheSizeIsNeverBelowKafkasOwnUpperBound() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		for (int i = 0; i < 10_000; i++) {
			NewRecord record = randomRecord(random);
			ProducerRecord<byte[], byte[]> sent = KafkaLogRecord.producerRecord(record, null);
			int kafka = AbstractRecords.estimateSizeInBytesUpperBound(RecordBatch.CURRENT_MAGIC_VALUE,
					CompressionType.NONE, sent.key(), sent.value(), sent.headers().toArray());
			assertThat(record.size()).as("seed %d", seed).isBetween(kafka, kafka + 50 + 10 * record.headers().size());
		}
	}

	@Test
	void whenATopicHasALimitThenItIsThatOfItsRecords() {
		RecordSizeLimits limits = new RecordSizeLimits();
		int size = record("small", 1000).size();
		limits.learn("small", size);
		assertThatNoException().isThrownBy(() -> limits.check(record("small", 1000)));
		assertThatNoException().isThrownBy(() -> limits.check(record("orders", 100_000)));
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> limits.check(record("small", 1001)))
			.withMessageContaining("max.message.bytes of topic 'small'")
			.withMessageContaining(String.valueOf(size));
	}

	private static NewRecord record(String topic, int length) {
		return new NewRecord(topic, null, RecordKey.of("k"), List.of(), new byte[length], "record");
	}

	private static NewRecord randomRecord(Random random) {
		String key = random.ints(random.nextInt(200), 0x20, 0x1000)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		List<RecordHeader> headers = new ArrayList<>();
		for (int i = random.nextInt(80); i > 0; i--) {
			headers.add(new RecordHeader("h\u00e4" + "x".repeat(random.nextInt(200)), new byte[random.nextInt(1024)]));
		}
		return new NewRecord("orders", null, RecordKey.of(key), headers,
				new byte[random.nextInt(1 << random.nextInt(18))], "record");
	}

}
