package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the progress of a group from Kafka, or deletes it.
 */
final class GroupProgressQuery {

	private final KafkaAdministration administration;

	private final int timeout;

	GroupProgressQuery(KafkaAdministration administration, Duration timeout) {
		this.administration = administration;
		this.timeout = Math.toIntExact(timeout.toMillis());
	}

	CompletableFuture<List<GroupProgress>> of(String group, Collection<String> topics) {
		try {
			Admin admin = this.administration.admin();
			return partitions(admin, topics).thenCompose((partitions) -> of(admin, group, partitions));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	CompletableFuture<Void> forget(String group) {
		try {
			return future(this.administration.admin()
				.deleteConsumerGroups(List.of(group), new DeleteConsumerGroupsOptions().timeoutMs(this.timeout))
				.all()
				.toCompletionStage());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<List<TopicPartition>> partitions(Admin admin, Collection<String> topics) {
		return future(admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(this.timeout))
			.allTopicNames()
			.toCompletionStage()).thenApply(
					(described) -> described.values().stream().flatMap((topic) -> partitions(topic).stream()).toList());
	}

	private static List<TopicPartition> partitions(TopicDescription topic) {
		return topic.partitions()
			.stream()
			.map((partition) -> new TopicPartition(topic.name(), partition.partition()))
			.toList();
	}

	private CompletableFuture<List<GroupProgress>> of(Admin admin, String group, List<TopicPartition> partitions) {
		CompletableFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>> committed = committed(admin, group,
				partitions);
		CompletableFuture<Map<TopicPartition, Long>> begins = offsets(admin, partitions, OffsetSpec.earliest());
		CompletableFuture<Map<TopicPartition, Long>> ends = offsets(admin, partitions, OffsetSpec.latest());
		return CompletableFuture.allOf(committed, begins, ends)
			.thenApply((done) -> partitions.stream()
				.map((partition) -> progress(partition, committed.join().get(partition),
						begins.join().getOrDefault(partition, 0L), ends.join().getOrDefault(partition, 0L)))
				.toList());
	}

	private CompletableFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>> committed(Admin admin, String group,
			List<TopicPartition> partitions) {
		return future(admin
			.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
					new ListConsumerGroupOffsetsOptions().timeoutMs(this.timeout))
			.partitionsToOffsetAndMetadata(group)
			.toCompletionStage());
	}

	private CompletableFuture<Map<TopicPartition, Long>> offsets(Admin admin, List<TopicPartition> partitions,
			OffsetSpec which) {
		return future(admin
			.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), (partition) -> which)),
					new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(this.timeout))
			.all()
			.toCompletionStage())
			.thenApply((found) -> found.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().offset())));
	}

	private static GroupProgress progress(TopicPartition partition, @Nullable OffsetAndMetadata committed, long begin,
			long end) {
		return new GroupProgress(new LogPartition(partition.topic(), partition.partition()),
				(committed != null) ? Math.max(begin, committed.offset()) : begin, end, committed != null);
	}

	private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
		return stage.toCompletableFuture();
	}

}
