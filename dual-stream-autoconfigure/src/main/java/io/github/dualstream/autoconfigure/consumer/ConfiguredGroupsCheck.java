package io.github.dualstream.autoconfigure.consumer;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Warns of configuration for consumer groups that the application does not have, once it
 * is ready. No error: a consumer or a replay may be created later.
 */
final class ConfiguredGroupsCheck implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(ConfiguredGroupsCheck.class);

	private final Set<String> configured;

	private final EventConsumers consumers;

	ConfiguredGroupsCheck(Set<String> configured, EventConsumers consumers) {
		this.configured = configured;
		this.consumers = consumers;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent ready) {
		Set<String> groups = this.consumers.all().stream().map(EventConsumer::group).collect(Collectors.toSet());
		Set<String> unknown = new TreeSet<>(this.configured);
		unknown.removeAll(groups);
		if (!unknown.isEmpty()) {
			logger
				.warn("dual-stream.consumer.groups has settings for {}, and there is no such consumer group; the groups"
						+ " are {}", unknown, new TreeSet<>(groups));
		}
	}

}
