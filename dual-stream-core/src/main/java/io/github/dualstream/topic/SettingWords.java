package io.github.dualstream.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.unit.DataSize;

/**
 * Names and texts of settings, as they are configured.
 */
final class SettingWords {

	private SettingWords() {
	}

	/** Values that are set, by name. */
	static Map<String, Object> values(TopicSettings settings) {
		Map<String, Object> values = new LinkedHashMap<>();
		put(values, "partitions", settings.partitions());
		put(values, "replicas", settings.replicas());
		put(values, "min-in-sync-replicas", settings.minInSyncReplicas());
		put(values, "retention", settings.retention());
		put(values, "retention-size", settings.retentionSize());
		put(values, "cleanup-policy", settings.cleanupPolicy());
		put(values, "compression", settings.compression());
		new TreeMap<>(settings.configs()).forEach((key, value) -> put(values, "configs." + key, value));
		return values;
	}

	private static void put(Map<String, Object> values, String name, @Nullable Object value) {
		if (value != null) {
			values.put(name, value);
		}
	}

	/** Text of all values that are set, as a part of a sentence. */
	static String list(TopicSettings settings) {
		return values(settings).entrySet()
			.stream()
			.map((setting) -> setting.getKey() + " " + spell(setting.getValue()))
			.collect(Collectors.joining(", "));
	}

	static String spell(Object value) {
		if (value instanceof Duration duration) {
			return duration.equals(TopicSettings.FOREVER) ? "forever"
					: DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
		}
		if (value instanceof DataSize size) {
			return spell(size);
		}
		if (value instanceof Enum<?> constant) {
			return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
		return value.toString();
	}

	private static String spell(DataSize size) {
		if (size.isNegative()) {
			return "unlimited";
		}
		boolean whole = size.toBytes() % DataSize.ofMegabytes(1).toBytes() == 0;
		return whole ? size.toMegabytes() + "MB" : size.toString();
	}

}
