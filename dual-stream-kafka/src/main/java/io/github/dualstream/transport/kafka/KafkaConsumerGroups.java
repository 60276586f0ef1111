package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.StartPosition;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Kafka implementation of consumer groups.
 */
public final class KafkaConsumerGroups implements ConsumerGroups {

	private final ConsumerFactory<byte[], byte[]> factory;

	private final GroupProgressQuery progress;

	private final KafkaAdministration administration;

	private final Map<String, GroupTopics> groupTopics = new ConcurrentHashMap<>();

	private final CautiousReader cautious;

	/**
	 * Create the groups.
	 * @param factory factory of consumers without auto-commit, which fail without a
	 * committed offset ({@code auto.offset.reset=none})
	 * @param administration administrative connection for the progress of groups
	 * @param timeout timeout of such a request
	 */
	public KafkaConsumerGroups(ConsumerFactory<byte[], byte[]> factory, KafkaAdministration administration,
			Duration timeout) {
		this.factory = factory;
		this.cautious = new CautiousReader(factory);
		this.administration = administration;
		this.progress = new GroupProgressQuery(administration, timeout);
	}

	@Override
	public GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener) {
		GroupTopics known = this.groupTopics.computeIfAbsent(group, (key) -> new GroupTopics(this.administration));
		return new KafkaGroupMember(this.factory.createConsumer(group, null, null), group, topics, start, listener,
				known, this.cautious);
	}

	@Override
	public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
		return this.progress.of(group, topics);
	}

	@Override
	public CompletableFuture<Void> forget(String group) {
		return this.progress.forget(group).thenRun(() -> this.groupTopics.remove(group));
	}

}
