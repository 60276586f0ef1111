package io.github.dualstream.transport.nats;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

import io.github.dualstream.transport.LogPartition;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;

/**
 * Counts the records of a partition, whose offsets do not: those of the other partitions
 * lie in between. The server counts what a consumer would receive. Thread-safe.
 */
final class PartitionCount {

	/** Time after which the server removes a consumer whose deletion got lost. */
	private static final Duration INACTIVE = Duration.ofSeconds(5);

	/** Maximum number of attempts to get near a number of records. */
	private static final int ATTEMPTS = 5;

	private final TopicStreams streams;

	PartitionCount(TopicStreams streams) {
		this.streams = streams;
	}

	/**
	 * Count records.
	 * @param partition the partition
	 * @param from offset of the first one to count
	 * @return number of its records from there to its end
	 */
	long since(LogPartition partition, long from) {
		String stream = TopicStream.nameOf(partition.topic());
		ConsumerConfiguration configuration = ConsumerConfiguration.builder()
			.filterSubject(TopicStream.filterOf(partition.topic(), partition.number()))
			.ackPolicy(AckPolicy.None)
			.deliverPolicy(DeliverPolicy.ByStartSequence)
			.startSequence(from + 1)
			.inactiveThreshold(INACTIVE)
			.memStorage(true)
			.numReplicas(1)
			.build();
		return this.streams.ask("The records of " + partition + " cannot be counted", (connection) -> {
			ConsumerInfo counting = this.streams.management(connection).addOrUpdateConsumer(stream, configuration);
			connection.publish("$JS.API.CONSUMER.DELETE." + stream + "." + counting.getName(), new byte[0]);
			return counting.getNumPending();
		});
	}

	/**
	 * Find an offset before another one, with a number of records between the two.
	 * @param stream stream of the partition
	 * @param offset the other offset
	 * @param records maximum number of records
	 * @return an offset of the stream from which at most so many records follow
	 */
	long before(LogPartition partition, TopicStream stream, long offset, int records) {
		// records that are appended meanwhile only make the distance shorter
		long following = since(partition, offset);
		return offset - distance(records, stream.partitions(), offset - stream.begin(),
				(distance) -> since(partition, offset - distance) - following);
	}

	/**
	 * Find an offset after another one, with a number of records between the two.
	 * @param stream stream of the partition
	 * @param offset the other offset
	 * @param records maximum number of records
	 * @return an offset of the stream up to which at most so many records follow
	 */
	long after(LogPartition partition, TopicStream stream, long offset, int records) {
		return offset + distance(records, stream.partitions(), stream.end() - offset, (distance) -> {
			long following = since(partition, offset + distance);
			return since(partition, offset) - following;
		});
	}

	/**
	 * Find a large distance with at most so many records, with few requests: first as if
	 * all partitions had equally many.
	 */
	private static long distance(int records, int partitions, long max, LongUnaryOperator count) {
		long enough = Math.min(records, max);
		long excessive = max + 1;
		long distance = Math.min((long) records * partitions, max);
		for (int attempt = 0; attempt < ATTEMPTS && enough < distance; attempt++) {
			long counted = count.applyAsLong(distance);
			if (counted > records) {
				excessive = distance;
				distance = (enough + distance) / 2;
			}
			else {
				enough = distance;
				boolean near = counted > records / 2;
				distance = near ? enough : Math.min(2 * distance, (distance + excessive) / 2);
			}
		}
		return enough;
	}

}
