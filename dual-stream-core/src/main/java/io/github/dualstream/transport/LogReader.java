package io.github.dualstream.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.dualstream.Position;

/**
 * Reader of ranges of partitions, stateless and without a consumer group. For one thread
 * at a time. Methods that query the log block for a bounded time, and throw a
 * {@link LogUnavailableException} if it does not answer in time.
 */
public interface LogReader extends AutoCloseable {

	/**
	 * Number of partitions of a topic.
	 * @param topic name of the topic
	 * @return the number; 0 if the topic does not exist. May be some seconds old
	 */
	int partitionsOf(String topic);

	/**
	 * Identity of a topic: another one after the topic was deleted and created again
	 * under its name.
	 * @param topic name of the topic
	 * @return up to 22 letters, digits, {@code -} or {@code _}; empty if the log does not
	 * provide it. May be some seconds old
	 */
	default String identityOf(String topic) {
		return "";
	}

	/**
	 * Partition of the records with a key. Makes no request.
	 * @param key the key
	 * @param partitions number of partitions of the topic
	 * @return number of the partition
	 */
	int partitionOf(RecordKey key, int partitions);

	/**
	 * Beginning offsets of partitions.
	 * @param partitions the partitions
	 * @return lowest readable offset of each partition
	 */
	Map<LogPartition, Long> begins(Collection<LogPartition> partitions);

	/**
	 * End offsets of partitions.
	 * @param partitions the partitions
	 * @return end offset of each partition, or a lower one, which may be below a position
	 * that was read up to: see {@link #ahead}
	 */
	Map<LogPartition, Long> ends(Collection<LogPartition> partitions);

	/**
	 * Offset some records before another one, for a search towards the beginning.
	 * @param partition the partition
	 * @param offset an offset above 0
	 * @param records number of records to go back, from 1
	 * @return an offset below the given one, with at most this number of records from it
	 * up to the given one; not below 0. By default, offsets are taken to count records
	 */
	default long offsetBefore(LogPartition partition, long offset, int records) {
		return Math.max(0, offset - records);
	}

	/**
	 * Offset some records after another one, for reading towards the end in parts.
	 * @param partition the partition
	 * @param offset an offset
	 * @param records number of records to go on, from 1
	 * @return an offset above the given one, with at most this number of records from the
	 * given one up to it; it may be behind the end. By default, offsets are taken to
	 * count records
	 */
	default long offsetAfter(LogPartition partition, long offset, int records) {
		return offset + records;
	}

	/**
	 * Find positions that the log has not reached (any more), among those above the end
	 * offsets of their partitions. By default, those are all; a log whose partitions
	 * share their offsets advances past the records of other partitions, too.
	 * @param next positions to continue at, possibly those of another process
	 * @return those among them that the log has not reached
	 */
	default Set<Position> ahead(Collection<Position> next) {
		return Set.copyOf(next);
	}

	/**
	 * Find positions that the log no longer knows although retention has not passed them:
	 * it has lost records that it had acknowledged, such as when a replica was promoted
	 * without them. Those who have read them must start anew. By default, a log loses
	 * none.
	 * @param next positions to continue at, possibly those of another process, each
	 * between the beginning and the end of its partition
	 * @return those among them whose preceding record is lost
	 */
	default Set<Position> lost(Collection<Position> next) {
		return Set.of();
	}

	/**
	 * Read ranges from their beginning to their end.
	 * @param ranges range of each partition to read
	 * @param handler consumer of every record, in order for each partition; it has
	 * received earlier records if the read fails
	 * @throws PositionUnavailableException if a range begins before its partition
	 * @throws UnreadableOffsetException if a record cannot be read, such as one that does
	 * not fit into memory; the handler has received the records before it in its
	 * partition
	 */
	void read(Map<LogPartition, OffsetRange> ranges, Consumer<LogRecord> handler);

	/**
	 * Continue reading at the ends of partitions: returns available records, or waits for
	 * the first ones. Fast for a reader that is called repeatedly for the same
	 * partitions, each time from the previous result.
	 * @param from next offset of each partition
	 * @param maxWait maximum time to wait for records
	 * @param handler consumer of every record, in order for each partition
	 * @return next offset of each partition that has changed; nothing below it is still
	 * to be read
	 * @throws PositionUnavailableException if one of the offsets is not, or no longer, in
	 * its partition
	 * @throws UnreadableOffsetException if a record cannot be read, such as one that does
	 * not fit into memory; the handler has received the records before it in its
	 * partition, and may receive them again
	 */
	Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait, Consumer<LogRecord> handler);

	@Override
	void close();

}
