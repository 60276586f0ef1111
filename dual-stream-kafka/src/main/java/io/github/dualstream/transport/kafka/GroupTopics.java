package io.github.dualstream.transport.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identities of a group's topics: Kafka's topic ids, which tell a topic that was deleted
 * and created again from the one before. Requests them in the background, and keeps them
 * across the memberships of this process. Thread-safe.
 */
final class GroupTopics {

	private static final Logger logger = LoggerFactory.getLogger(GroupTopics.class);

	private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

	private final KafkaAdministration administration;

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final Set<String> begun = ConcurrentHashMap.newKeySet();

	private final AtomicLong askAt = new AtomicLong(System.nanoTime());

	GroupTopics(KafkaAdministration administration) {
		this.administration = administration;
	}

	/** Note that the group has begun to read a topic. */
	void begun(String topic) {
		this.begun.add(topic);
	}

	/** Whether the group has begun to read a topic of this name. */
	boolean hasBegun(String topic) {
		return this.begun.contains(topic);
	}

	/**
	 * Request the identities again if it is due. Never blocks.
	 * @param topics the topics of the group
	 */
	void refresh(Collection<String> topics) {
		long due = this.askAt.get();
		long now = System.nanoTime();
		if (now - due >= 0 && this.askAt.compareAndSet(due, now + INTERVAL)) {
			try {
				ask(topics, now);
			}
			catch (KafkaException ex) {
				// events are handled without knowing the ids
				logger.debug("Could not read the ids of topics {}", topics, ex);
			}
		}
	}

	/** Have the next {@link #refresh} make a request. */
	void refreshSoon() {
		this.askAt.set(System.nanoTime());
	}

	/**
	 * Identity that a topic has had at some time after another.
	 * @param topic name of the topic
	 * @param since time of {@link System#nanoTime()}
	 * @return {@code null} while no request was made since
	 */
	@Nullable Uuid idSince(String topic, long since) {
		Answer answer = this.answers.get(topic);
		return (answer != null && answer.askedAt() - since > 0) ? answer.id() : null;
	}

	private void ask(Collection<String> topics, long now) {
		// one future for each topic: those that do not exist fail alone
		Map<String, KafkaFuture<TopicDescription>> answers = this.administration.admin()
			.describeTopics(topics)
			.topicNameValues();
		answers.forEach((topic, answer) -> {
			CompletableFuture<?> unused = answer.toCompletionStage()
				.toCompletableFuture()
				.whenComplete((description, failure) -> {
					if (failure == null) {
						this.answers.put(topic, new Answer(description.topicId(), now));
					}
					else {
						logger.debug("Could not read the id of topic '{}'", topic, failure);
					}
				});
		});
	}

	private record Answer(Uuid id, long askedAt) {
	}

}
