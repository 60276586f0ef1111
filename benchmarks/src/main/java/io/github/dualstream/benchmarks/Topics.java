package io.github.dualstream.benchmarks;

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
 * The topics of the contenders.
 */
final class Topics implements AutoCloseable {

	static final int PARTITIONS = 6;

	private final Admin admin;

	Topics(String bootstrapServers) {
		this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
	}

	void create(List<String> names) throws InterruptedException, ExecutionException {
		this.admin.createTopics(names.stream().map((name) -> new NewTopic(name, PARTITIONS, (short) 1)).toList())
			.all()
			.get();
	}

	/** How many records a topic holds; nothing is ever deleted from it. */
	long records(String topic) throws InterruptedException, ExecutionException {
		Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
			.mapToObj((partition) -> new TopicPartition(topic, partition))
			.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));
		return this.admin.listOffsets(ends)
			.all()
			.get()
			.values()
			.stream()
			.mapToLong(ListOffsetsResultInfo::offset)
			.sum();
	}

	@Override
	public void close() {
		this.admin.close();
	}

}
