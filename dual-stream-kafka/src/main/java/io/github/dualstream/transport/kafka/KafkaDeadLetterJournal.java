package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.dualstream.Position;
import io.github.dualstream.transport.DeadLetter;
import io.github.dualstream.transport.DeadLetterFollower;
import io.github.dualstream.transport.DeadLetterJournal;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.ReaderPool;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Journal of dead-letter records in Kafka topics. Thread-safe; readers wait for a free
 * consumer.
 */
public final class KafkaDeadLetterJournal implements DeadLetterJournal, AutoCloseable {

	private final KafkaDeadLetterLog log;

	private final ConsumerFactory<byte[], byte[]> factory;

	private final ReaderPool<Consumer<byte[], byte[]>> consumers;

	private final Duration timeout;

	private final RecordReader reader = new RecordReader();

	/**
	 * Create the journal.
	 * @param log log of the dead-letter records
	 * @param consumers factory of consumers of bytes without a group, which fail for a
	 * missing offset ({@code auto.offset.reset=none}) and create no topics
	 * @param timeout timeout of a read
	 */
	public KafkaDeadLetterJournal(KafkaDeadLetterLog log, ConsumerFactory<byte[], byte[]> consumers, Duration timeout) {
		this.log = log;
		this.factory = consumers;
		this.consumers = new ReaderPool<>(consumers::createConsumer,
				(consumer) -> consumer.close(CloseOptions.timeout(KafkaLogReader.CLOSE_TIMEOUT)));
		this.timeout = timeout;
	}

	@Override
	public CompletableFuture<Position> answer(DeadLetterMark letter, String group, DeadLetterMark.Kind answer) {
		return this.log.answer(letter, group, answer);
	}

	@Override
	public @Nullable LogEntry read(DeadLetterMark letter) {
		Position position = letter.letter();
		TopicPartition partition = new TopicPartition(position.topic(), position.partition());
		return reading(position.topic(), (consumer) -> {
			ConsumerRecord<byte[], byte[]> record = scan(consumer, partition).at(position.offset());
			return (record != null) ? original(record, letter.origin()) : null;
		});
	}

	@Override
	public List<DeadLetter> open(String group, String topic, Predicate<DeadLetter> filter, int limit) {
		String letters = this.log.topicOf(topic);
		Predicate<DeadLetter> wanted = filter.and((letter) -> letter.origin().topic().equals(topic));
		return reading(letters, (consumer) -> new OpenLetters(group, wanted, limit, this::original).of(letters,
				consumer.partitionsFor(letters, this.timeout).stream().map((found) -> found.partition()).toList(),
				(partition) -> scan(consumer, partition)));
	}

	private DeadLetterScan scan(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
		return new DeadLetterScan(consumer, partition, this.timeout);
	}

	private <T> T reading(String topic, Function<Consumer<byte[], byte[]>, T> action) {
		try {
			return this.consumers.use(this.timeout, action);
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException(
					"Topic '" + topic + "' of dead-letter records could not be read: " + ex.getMessage(), ex);
		}
	}

	/** Original record of a dead-letter record. */
	private LogEntry original(ConsumerRecord<byte[], byte[]> letter, Position origin) {
		return new KafkaLogEntry(new ConsumerRecord<>(origin.topic(), origin.partition(), origin.offset(),
				DeadLetterHeaders.originTimestamp(letter), TimestampType.CREATE_TIME, letter.serializedKeySize(),
				letter.serializedValueSize(), letter.key(), letter.value(),
				DeadLetterHeaders.withoutOurs(letter.headers()), Optional.empty()), this.reader);
	}

	@Override
	public DeadLetterFollower follow(String group) {
		try {
			return new KafkaDeadLetterFollower(this.factory.createConsumer(), group, this.log::topicOf, this.timeout);
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException(
					"The dead-letter records of group '" + group + "' cannot be followed: " + ex.getMessage(), ex);
		}
	}

	@Override
	public void close() {
		this.consumers.close();
	}

}
