package io.github.dualstream.transport.kafka;

import java.util.Random;

import io.github.dualstream.RejectedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
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
			ProducerRecord<String, byte[]> record = randomRecord(random);
			int kafka = AbstractRecords.estimateSizeInBytesUpperBound(RecordBatch.CURRENT_MAGIC_VALUE,
					CompressionType.NONE, Records.bytes(record.key()), record.value(), record.headers().toArray());
			assertThat(RecordSizeLimits.sizeOf(record)).as("seed %d", seed)
				.isBetween(kafka, kafka + 50 + 10 * record.headers().toArray().length);
		}
	}

	@Test
	void whenARecordHasTheLimitThenItIsAcceptedAndWithOneByteMoreRefused() {
		ProducerRecord<String, byte[]> record = new ProducerRecord<>("orders", "k", new byte[1000]);
		int size = RecordSizeLimits.sizeOf(record);
		assertThatNoException().isThrownBy(() -> new RecordSizeLimits(size).check(record));
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> new RecordSizeLimits(size - 1).check(record))
			.withMessageContaining("dual-stream.publisher.max-event-size")
			.withMessageContaining(String.valueOf(size));
	}

	@Test
	void whenATopicTakesLessThenItsOwnLimitCounts() {
		RecordSizeLimits limits = new RecordSizeLimits(10_000);
		limits.learn("small", 500);
		limits.learn("large", 50_000);
		assertThatNoException().isThrownBy(() -> limits.check(new ProducerRecord<>("orders", "k", new byte[1000])));
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> limits.check(new ProducerRecord<>("small", "k", new byte[1000])))
			.withMessageContaining("max.message.bytes of topic 'small'");
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> limits.check(new ProducerRecord<>("large", "k", new byte[20_000])))
			.withMessageContaining("max-event-size");
	}

	private static ProducerRecord<String, byte[]> randomRecord(Random random) {
		String key = random.ints(random.nextInt(200), 0x20, 0x1000)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		ProducerRecord<String, byte[]> record = new ProducerRecord<>("orders", key,
				new byte[random.nextInt(1 << random.nextInt(18))]);
		for (int i = random.nextInt(80); i > 0; i--) {
			record.headers()
				.add(new RecordHeader("h\u00e4" + "x".repeat(random.nextInt(200)), new byte[random.nextInt(1024)]));
		}
		return record;
	}

}
