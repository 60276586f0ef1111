package io.github.dualstream.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.TopicSettings;

/**
 * Setting of a topic that differs from the application's configuration. Unknown settings
 * do not differ.
 *
 * @param topic name of the topic
 * @param setting name of the setting
 * @param wanted value that the application wants
 * @param actual value that the topic has
 */
public record TopicDifference(String topic, String setting, String wanted, String actual) {

	private static final Set<String> FIXED = Set.of("partitions", "replicas");

	static List<TopicDifference> between(Topic topic, TopicSettings existing) {
		Map<String, Object> actual = SettingWords.values(existing);
		List<TopicDifference> differences = new ArrayList<>();
		SettingWords.values(topic.settings()).forEach((setting, wanted) -> {
			Object found = actual.get(setting);
			if (found != null && isDifferent(wanted, found)) {
				differences.add(new TopicDifference(topic.name(), setting, SettingWords.spell(wanted),
						SettingWords.spell(found)));
			}
		});
		return differences;
	}

	private static boolean isDifferent(Object wanted, Object actual) {
		if (wanted instanceof Compression demanded && actual instanceof Compression existing) {
			return !demanded.isMetBy(existing);
		}
		return !wanted.equals(actual);
	}

	/**
	 * Whether an update can correct it.
	 * @return {@code false} for partitions and replicas
	 */
	public boolean isUpdatable() {
		return !FIXED.contains(this.setting);
	}

	@Override
	public String toString() {
		return "topic '%s' has %s %s, configured is %s".formatted(this.topic, this.setting, this.actual, this.wanted)
				+ (this.setting.equals("partitions")
						? "; it is not changed, because more partitions would move sources to others and break their order"
						: "");
	}

}
