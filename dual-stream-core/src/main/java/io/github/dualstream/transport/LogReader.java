package io.github.dualstream.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

import io.github.dualstream.Source;

/**
 * Reads ranges of partitions, without a group and without a memory of its own. For one
 * thread at a time. Methods that ask the log block for a bounded time, and throw a
 * {@link LogUnavailableException} if it does not answer within it.
 */
public interface LogReader extends AutoCloseable {

	/**
	 * How many partitions a topic has.
	 * @param topic name of the topic
	 * @return the number, from 1; may be some seconds old
	 */
	int partitionsOf(String topic);

	/**
	 * Identity of a topic: another one after the topic was deleted and created again
	 * under its name.
	 * @param topic name of the topic
	 * @return up to 22 letters, digits, {@code -} or {@code _}; empty where the log does
	 * not tell. May be some seconds old
	 */
	default String identityOf(String topic) {
		return "";
	}

	/**
	 * Which partition a source's events go to. Asks nobody.
	 * @param source the source
	 * @param partitions how many partitions its topic has
	 * @return number of the partition
	 */
	int partitionOf(Source source, int partitions);

	/**
	 * What the entries of a source's events have as their key. Asks nobody.
	 * @param source the source
	 * @return the key, as {@link LogEntry#key()} gives it
	 */
	String keyOf(Source source);

	/**
	 * Where partitions begin.
	 * @param partitions which ones
	 * @return for each, the lowest offset that can still be read
	 */
	Map<LogPartition, Long> begins(Collection<LogPartition> partitions);

	/**
	 * Where partitions end.
	 * @param partitions which ones
	 * @return for each, the offset that the next entry will get, or one below it
	 */
	Map<LogPartition, Long> ends(Collection<LogPartition> partitions);

	/**
	 * Read ranges from their beginning to their end.
	 * @param ranges one for each partition to read
	 * @param handler given every entry, of each partition in order; it has had what came
	 * before when the read fails in between
	 * @throws PositionUnavailableException if a range begins before its partition
	 * @throws UnreadableOffsetException if a record cannot be read, such as one that does
	 * not fit into memory; the handler has had what comes before it in its partition
	 */
	void read(Map<LogPartition, OffsetRange> ranges, Consumer<LogEntry> handler);

	/**
	 * Read on at the ends of partitions: what there is, or what comes first within a
	 * time. Quick for a reader that is asked again and again for the same partitions,
	 * each time from where it came to.
	 * @param from where to read on, for each partition
	 * @param maxWait how long to wait while there is nothing
	 * @param handler given every entry, of each partition in order
	 * @return where to read on next in each partition where that has changed; nothing
	 * below it is still to come
	 * @throws PositionUnavailableException if one of the offsets is not, or no longer, in
	 * its partition
	 * @throws UnreadableOffsetException if a record cannot be read, such as one that does
	 * not fit into memory; the handler has had what comes before it in its partition, and
	 * may be given the same again
	 */
	Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait, Consumer<LogEntry> handler);

	@Override
	void close();

}
