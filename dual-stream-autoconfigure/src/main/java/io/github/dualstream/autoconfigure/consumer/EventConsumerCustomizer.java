package io.github.dualstream.autoconfigure.consumer;

import io.github.dualstream.consumer.EventConsumer;

/**
 * Callback for the builders of consumers, including those of listener methods and of
 * replays. Beans of this type are called in order, after the properties of the group and
 * before the attributes of its listener methods.
 */
@FunctionalInterface
public interface EventConsumerCustomizer {

	/**
	 * Customize a consumer.
	 * @param group name of its group
	 * @param consumer builder with the configuration of the group
	 */
	void customize(String group, EventConsumer.Builder consumer);

}
