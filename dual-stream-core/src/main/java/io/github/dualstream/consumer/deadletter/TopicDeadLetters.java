package io.github.dualstream.consumer.deadletter;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.ReaderPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead-letter records in a topic beside the original one, or in a shared topic: key,
 * value and headers unchanged, with the failure in additional headers. A record is
 * written to the partition with its original partition's number, modulo the number of
 * partitions, so that records of one source keep their order. Thread-safe; reads wait for
 * a free reader.
 */
public final class TopicDeadLetters implements DeadLetterLog, DeadLetterJournal, AutoCloseable {

	/**
	 * Maximum size of the headers that a dead-letter record has in addition, in bytes.
	 */
	public static final int MAX_ADDITIONAL_SIZE = DeadLetterHeaders.MAX_SIZE;

	private static final Logger logger = LoggerFactory.getLogger(TopicDeadLetters.class);

	private final DeadLetterAppender appender;

	private final LogReaders readers;

	private final ReaderPool<LogReader> pool;

	private final UnaryOperator<String> topics;

	private final @Nullable DeadLetterTopics creation;

	private final Duration timeout;

	private final List<DeadLetterCustomizer> customizers;

	/**
	 * Create the dead-letter records of a log, without customizers.
	 * @param log log to append to
	 * @param readers readers of the log
	 * @param topics function from an original topic to its dead-letter topic
	 * @param creation creator of such topics; {@code null} if they are created by other
	 * means
	 * @param threads threads of the application
	 * @param timeout timeout of a read
	 */
	public TopicDeadLetters(EventLog log, LogReaders readers, UnaryOperator<String> topics,
			@Nullable DeadLetterTopics creation, Threads threads, Duration timeout) {
		this(log, readers, topics, creation, threads, timeout, List.of());
	}

	/**
	 * Create the dead-letter records of a log.
	 * @param log log to append to
	 * @param readers readers of the log
	 * @param topics function from an original topic to its dead-letter topic
	 * @param creation creator of such topics; {@code null} if they are created by other
	 * means
	 * @param threads threads of the application
	 * @param timeout timeout of a read
	 * @param customizers customizers of dead-letter records, in order
	 */
	public TopicDeadLetters(EventLog log, LogReaders readers, UnaryOperator<String> topics,
			@Nullable DeadLetterTopics creation, Threads threads, Duration timeout,
			List<DeadLetterCustomizer> customizers) {
		this.appender = new DeadLetterAppender(log, threads);
		this.readers = readers;
		this.pool = new ReaderPool<>(readers::open, LogReader::close);
		this.topics = topics;
		this.creation = creation;
		this.timeout = timeout;
		this.customizers = List.copyOf(customizers);
	}

	@Override
	public void prepare(Collection<String> topics) {
		if (this.creation != null) {
			this.creation.create(topics);
		}
	}

	@Override
	public CompletableFuture<Position> keep(LogRecord record, String group, int attempts, Throwable cause) {
		Position origin = record.position();
		return this.appender.append(new NewRecord(this.topics.apply(origin.topic()), origin.partition(), record.key(),
				headers(record, group, attempts, cause), record.value(), "dead-letter record of " + origin));
	}

	private List<RecordHeader> headers(LogRecord record, String group, int attempts, Throwable cause) {
		List<RecordHeader> headers = DeadLetterHeaders.ofRecord(record, group, attempts, cause);
		try {
			Map<String, String> added = new LinkedHashMap<>();
			this.customizers.forEach((customizer) -> customizer.customize(added, record, group, cause));
			return DeadLetterHeaders.withAdded(headers, added);
		}
		catch (RuntimeException ex) {
			logger.error("A DeadLetterCustomizer failed; the dead-letter record of {} is written without its headers",
					record.position(), ex);
			return headers;
		}
	}

	@Override
	public CompletableFuture<Position> answer(DeadLetterMark letter, String group, DeadLetterMark.Kind answer) {
		Position position = letter.letter();
		return this.appender.append(new NewRecord(position.topic(), position.partition(), letter.key(),
				DeadLetterHeaders.ofAnswer(letter, group, answer), null, "answer to dead-letter record " + position));
	}

	@Override
	public @Nullable LogRecord read(DeadLetterMark letter) {
		Position position = letter.letter();
		return reading(position.topic(), (reader) -> {
			LogRecord record = scan(reader, LogPartition.of(position)).at(position.offset());
			return (record != null) ? DeadLetterHeaders.original(record, letter.origin()) : null;
		});
	}

	@Override
	public List<DeadLetter> open(String group, String topic, Predicate<DeadLetter> filter, int limit) {
		String letters = this.topics.apply(topic);
		Predicate<DeadLetter> wanted = filter.and((letter) -> letter.origin().topic().equals(topic));
		return reading(letters,
				(reader) -> new OpenDeadLetters(group, wanted, limit)
					.in(IntStream.range(0, reader.partitionsOf(letters))
						.mapToObj((number) -> scan(reader, new LogPartition(letters, number)))
						.toList()));
	}

	private DeadLetterScan scan(LogReader reader, LogPartition partition) {
		return new DeadLetterScan(reader, partition, System.nanoTime() + this.timeout.toNanos());
	}

	private <T extends @Nullable Object> T reading(String topic, Function<LogReader, T> action) {
		try {
			return this.pool.use(this.timeout, action);
		}
		catch (LogUnavailableException ex) {
			throw new LogUnavailableException(
					"Topic '" + topic + "' of dead-letter records could not be read: " + ex.getMessage(), ex);
		}
	}

	@Override
	public DeadLetterFollower follow(String group) {
		return new TopicDeadLetterFollower(this.readers.open(), group, this.topics);
	}

	/**
	 * Close readers and threads. Earlier records are still written, as long as the log
	 * works.
	 */
	@Override
	public void close() {
		this.appender.close();
		this.pool.close();
	}

}
