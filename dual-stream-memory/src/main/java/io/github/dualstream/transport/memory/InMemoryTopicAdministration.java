package io.github.dualstream.transport.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;
import io.github.dualstream.transport.TopicSettings;

/**
 * Topics of an {@link InMemoryLog}. The number of partitions is applied; other settings
 * are only stored and described, so that the same configuration works with every
 * transport. Thread-safe.
 */
public final class InMemoryTopicAdministration implements TopicAdministration {

	private final MemoryStore store;

	private final Map<Created, TopicSettings> settings = new ConcurrentHashMap<>();

	/**
	 * Create the administration.
	 * @param log log of the topics
	 */
	public InMemoryTopicAdministration(InMemoryLog log) {
		this.store = log.store();
	}

	@Override
	public Map<String, TopicDescription> describe(Collection<String> topics) {
		requireAvailable("described");
		Map<String, TopicDescription> descriptions = new HashMap<>();
		topics.stream().filter(this.store::exists).forEach((topic) -> {
			TopicSettings partitions = TopicSettings.ofPartitions(this.store.partitionsOf(topic).size());
			descriptions.put(topic, new TopicDescription(topic,
					partitions.orElse(this.settings.getOrDefault(created(topic), TopicSettings.NONE)), List.of()));
		});
		return descriptions;
	}

	@Override
	public void create(String topic, TopicSettings settings) {
		requireAvailable("created");
		if (this.store.exists(topic)) {
			return;
		}
		this.settings.put(created(topic), settings);
		if (settings.partitions() != null) {
			this.store.grow(topic, settings.partitions());
		}
		else {
			this.store.partitionsOf(topic);
		}
	}

	@Override
	public void awaitReady(Collection<String> topics) {
	}

	@Override
	public void update(String topic, TopicSettings changes) {
		requireAvailable("changed");
		if (!this.store.exists(topic)) {
			throw new TopicAdministrationException("Topic '" + topic + "' cannot be changed: it does not exist", false,
					new IllegalStateException("no such topic"));
		}
		this.settings.merge(created(topic), changes, (present, change) -> change.orElse(present));
	}

	private Created created(String topic) {
		return new Created(topic, this.store.identityOf(topic));
	}

	private void requireAvailable(String what) {
		if (!this.store.isAvailable()) {
			throw new TopicAdministrationException(
					"Topics cannot be " + what + ": the log in memory was made unavailable", false,
					new IllegalStateException("unavailable"));
		}
	}

	/**
	 * Topic between its creation and its deletion.
	 *
	 * @param topic name of the topic
	 * @param identity another one if it is created again
	 */
	private record Created(String topic, String identity) {

	}

}
