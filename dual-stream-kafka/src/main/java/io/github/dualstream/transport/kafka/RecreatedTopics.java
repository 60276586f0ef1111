package io.github.dualstream.transport.kafka;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices topics of a group that were deleted and created again under their name, by
 * Kafka's topic ids. Offsets of such a topic begin anew, so an offset of the old topic
 * may lie anywhere in the new one. Asks in the background, and remembers across the
 * memberships of this process. Thread-safe.
 */
final class RecreatedTopics {

	private static final Logger logger = LoggerFactory.getLogger(RecreatedTopics.class);

	private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

	private final KafkaAdministration administration;

	private final Map<String, Uuid> ids = new ConcurrentHashMap<>();

	private final Set<String> begun = ConcurrentHashMap.newKeySet();

	private final Set<String> recreated = new HashSet<>();

	private final AtomicLong askAt = new AtomicLong(System.nanoTime());

	RecreatedTopics(KafkaAdministration administration) {
		this.administration = administration;
	}

	/** The group has begun to read a topic. */
	void begun(String topic) {
		this.begun.add(topic);
	}

	/** Whether the group has begun to read a topic of this name. */
	boolean hasBegun(String topic) {
		return this.begun.contains(topic);
	}

	/**
	 * Take the topics that were found to be new since the last call. Never blocks.
	 * @param topics the topics of the group
	 * @return names of the topics
	 */
	Set<String> poll(Collection<String> topics) {
		long due = this.askAt.get();
		long now = System.nanoTime();
		if (now - due >= 0 && this.askAt.compareAndSet(due, now + INTERVAL)) {
			ask(topics);
		}
		synchronized (this.recreated) {
			Set<String> taken = Set.copyOf(this.recreated);
			this.recreated.clear();
			return taken;
		}
	}

	private void ask(Collection<String> topics) {
		// one future for each topic: those that do not exist fail alone
		Map<String, KafkaFuture<TopicDescription>> answers = this.administration.admin()
			.describeTopics(topics)
			.topicNameValues();
		answers.forEach((topic, answer) -> {
			CompletableFuture<?> unused = answer.toCompletionStage()
				.toCompletableFuture()
				.whenComplete((description, failure) -> {
					if (failure == null) {
						found(topic, description.topicId());
					}
					else {
						logger.debug("The id of topic '{}' is not known", topic, failure);
					}
				});
		});
	}

	private void found(String topic, Uuid id) {
		Uuid before = this.ids.put(topic, id);
		if (before != null && !before.equals(id)) {
			synchronized (this.recreated) {
				this.recreated.add(topic);
			}
		}
	}

}
