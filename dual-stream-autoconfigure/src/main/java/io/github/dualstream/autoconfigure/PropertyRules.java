package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.Collection;

import io.github.dualstream.transport.TopicNames;

/**
 * Rules that the properties of several features share.
 */
public final class PropertyRules {

	private PropertyRules() {
	}

	/**
	 * Require a duration of more than nothing.
	 * @param property name of the property
	 * @param value its value
	 * @throws InvalidPropertyException if it is zero or negative
	 */
	public static void requirePositive(String property, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw new InvalidPropertyException(property, value, "is not a positive duration",
					"Set it to a duration such as 500ms or 5s.");
		}
	}

	/**
	 * Require a minimum.
	 * @param property name of the property
	 * @param minimum lowest value that is allowed
	 * @param value its value
	 * @throws InvalidPropertyException if it is less
	 */
	public static void requireAtLeast(String property, long minimum, long value) {
		if (value < minimum) {
			throw new InvalidPropertyException(property, value, "is less than " + minimum,
					"Set it to " + minimum + " or more.");
		}
	}

	/**
	 * Require a name that Kafka accepts for a topic.
	 * @param property name of the property
	 * @param name its value
	 * @throws InvalidPropertyException if Kafka would refuse it
	 */
	public static void requireTopicName(String property, String name) {
		String problem = TopicNames.problemOf(name);
		if (problem != null) {
			throw new InvalidPropertyException(property, name, "is not the name of a topic: it " + problem,
					"Choose a name that Kafka accepts.");
		}
	}

	/**
	 * Require topics that can exist beside each other.
	 * @param names names of the topics
	 * @throws InvalidPropertyException if Kafka would refuse two of them
	 */
	public static void requireDistinctTopics(Collection<String> names) {
		String collision = TopicNames.collisionOf(names);
		if (collision != null) {
			throw new InvalidPropertyException("dual-stream.topics", names, "has topics that collide: " + collision,
					"Rename one of them.");
		}
	}

}
