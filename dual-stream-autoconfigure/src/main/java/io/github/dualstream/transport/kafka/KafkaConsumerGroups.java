package io.github.dualstream.transport.kafka;

import java.util.Collection;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Consumer groups of Kafka.
 */
public final class KafkaConsumerGroups implements ConsumerGroups {

	private final ConsumerFactory<byte[], byte[]> factory;

	private final RecordReader reader = new RecordReader();

	/**
	 * Create the groups.
	 * @param factory creates consumers that do not commit by themselves
	 */
	public KafkaConsumerGroups(ConsumerFactory<byte[], byte[]> factory) {
		this.factory = factory;
	}

	@Override
	public GroupMember join(String group, Collection<String> topics, AssignmentListener listener) {
		return new KafkaGroupMember(this.factory.createConsumer(group, null, null), this.reader, topics, listener);
	}

}
