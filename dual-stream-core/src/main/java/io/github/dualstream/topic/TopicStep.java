package io.github.dualstream.topic;

import java.util.List;
import java.util.stream.Collectors;

import io.github.dualstream.transport.TopicSettings;

/**
 * One step of a plan.
 *
 * @param topic name of the topic
 * @param kind kind of the change
 * @param settings settings to create it with, or those to change
 * @param differences reasons for an update
 */
public record TopicStep(String topic, Kind kind, TopicSettings settings, List<TopicDifference> differences) {

	public TopicStep {
		differences = List.copyOf(differences);
	}

	static TopicStep create(Topic topic) {
		return new TopicStep(topic.name(), Kind.CREATE, topic.settings(), List.of());
	}

	/** Create a step for at least one updatable difference. */
	static TopicStep update(Topic topic, List<TopicDifference> differences) {
		return new TopicStep(topic.name(), Kind.UPDATE, changes(topic.settings(), differences), differences);
	}

	private static TopicSettings changes(TopicSettings wanted, List<TopicDifference> differences) {
		List<String> names = differences.stream().map(TopicDifference::setting).toList();
		return new TopicSettings(null, null, names.contains("min-in-sync-replicas") ? wanted.minInSyncReplicas() : null,
				names.contains("retention") ? wanted.retention() : null,
				names.contains("retention-size") ? wanted.retentionSize() : null,
				names.contains("cleanup-policy") ? wanted.cleanupPolicy() : null,
				names.contains("compression") ? wanted.compression() : null,
				wanted.configs()
					.entrySet()
					.stream()
					.filter((config) -> names.contains("configs." + config.getKey()))
					.collect(Collectors.toMap((config) -> config.getKey(), (config) -> config.getValue())));
	}

	@Override
	public String toString() {
		if (this.kind == Kind.CREATE) {
			String settings = SettingWords.list(this.settings);
			return "create topic '" + this.topic + "'" + (settings.isEmpty() ? "" : " with " + settings);
		}
		return this.differences.stream()
			.map((difference) -> difference.setting() + " from " + difference.actual() + " to " + difference.wanted())
			.collect(Collectors.joining(", ", "change topic '" + this.topic + "': ", ""));
	}

	/**
	 * Kind of a change of a topic.
	 */
	public enum Kind {

		/** Creation of the topic. */
		CREATE,

		/** Change of settings. */
		UPDATE

	}

}
