package io.github.dualstream.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic that everything is published to. Thread-safe.
 */
public final class Topic implements AutoCloseable {

	/** Its name. */
	public static final String NAME = "orders";

	/** How many partitions it has. */
	public static final int PARTITIONS = 6;

	private static final Map<TopicPartition, OffsetSpec> ENDS = IntStream.range(0, PARTITIONS)
		.mapToObj((partition) -> new TopicPartition(NAME, partition))
		.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));

	private final Admin admin;

	private Topic(Admin admin) {
		this.admin = admin;
	}

	/**
	 * Create the topic.
	 * @param servers where
	 * @return the topic
	 * @throws ExecutionException if Kafka does not create it
	 */
	public static Topic create(Servers servers) throws InterruptedException, ExecutionException {
		Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka().bootstrapServers()));
		admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1))).all().get();
		return new Topic(admin);
	}

	/**
	 * How many records it has got so far.
	 * @return the number, also of those that it no longer keeps
	 * @throws ExecutionException if Kafka does not tell
	 */
	public long records() throws InterruptedException, ExecutionException {
		return this.admin.listOffsets(ENDS)
			.all()
			.get()
			.values()
			.stream()
			.mapToLong(ListOffsetsResultInfo::offset)
			.sum();
	}

	/**
	 * Fail where the topic did not get exactly what was sent.
	 * @param expected number of records that it should have got so far
	 * @param sender name of the contender that sent the last of them
	 * @throws ExecutionException if Kafka does not tell
	 */
	public void requireRecords(long expected, String sender) throws InterruptedException, ExecutionException {
		long records = records();
		if (records != expected) {
			throw new IllegalStateException(
					"After the round of " + sender + ", the topic has " + records + " records and not " + expected);
		}
	}

	@Override
	public void close() {
		this.admin.close();
	}

}
