package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.function.Predicate;

import io.github.dualstream.consumer.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Selection of dead-letter records: those of one group that come from one topic, narrowed
 * down by the components that are not {@code null}. Immutable.
 *
 * @param group group whose handler failed
 * @param topic original topic of the records
 * @param key key of the records, which is the source id
 * @param eventType type of their event
 * @param exception fully qualified class name of the cause
 * @param position position of a single record in the dead-letter topic
 * @param from earliest time of the dead-letter record, inclusive
 * @param to latest time of the dead-letter record, exclusive
 */
public record DeadLetterFilter(String group, String topic, @Nullable String key, @Nullable String eventType,
		@Nullable String exception, @Nullable String position, @Nullable Instant from, @Nullable Instant to) {

	/**
	 * Create a filter.
	 * @throws IllegalArgumentException if the group or the topic is missing
	 */
	public DeadLetterFilter {
		Assert.hasText(group, "'group' of the dead-letter records is missing");
		Assert.hasText(topic, "'topic' that the dead-letter records come from is missing");
	}

	/**
	 * Select all dead-letter records of a group that come from a topic.
	 * @param group name of the group
	 * @param topic name of the topic
	 * @return the filter
	 */
	public static DeadLetterFilter of(String group, String topic) {
		return new DeadLetterFilter(group, topic, null, null, null, null, null, null);
	}

	/**
	 * Narrow this filter down to one source.
	 * @param key the source id
	 * @return a new filter
	 */
	public DeadLetterFilter withKey(String key) {
		return new DeadLetterFilter(this.group, this.topic, key, this.eventType, this.exception, this.position,
				this.from, this.to);
	}

	/**
	 * Narrow this filter down to one class of causes.
	 * @param exception full name of the class
	 * @return a new filter
	 */
	public DeadLetterFilter withException(String exception) {
		return new DeadLetterFilter(this.group, this.topic, this.key, this.eventType, exception, this.position,
				this.from, this.to);
	}

	/**
	 * Narrow this filter down to one record.
	 * @param position text form of its position in the dead-letter topic
	 * @return a new filter
	 */
	public DeadLetterFilter withPosition(String position) {
		return new DeadLetterFilter(this.group, this.topic, this.key, this.eventType, this.exception, position,
				this.from, this.to);
	}

	Predicate<DeadLetter> predicate() {
		return (letter) -> matches(this.key, letter.sourceId()) && matches(this.eventType, letter.eventType())
				&& matches(this.exception, letter.exception()) && matches(this.position, letter.position().toString())
				&& (this.from == null || !letter.keptAt().isBefore(this.from))
				&& (this.to == null || letter.keptAt().isBefore(this.to));
	}

	private static boolean matches(@Nullable String wanted, @Nullable String found) {
		return wanted == null || wanted.equals(found);
	}

}
