package io.github.dualstream.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Names of all properties, derived from {@link DualStreamProperties}.
 */
final class KnownProperties {

	/** Placeholder for the key of a map. */
	private static final String ANY = "*";

	private static final List<String> NAMES = names("dual-stream", DualStreamProperties.class).toList();

	private KnownProperties() {
	}

	static List<String> names() {
		return NAMES;
	}

	static String nearestTo(String name) {
		return NAMES.stream()
			.map((known) -> withKeyOf(name, known))
			.min(Comparator.comparingInt((known) -> distance(name, known)))
			.orElseThrow();
	}

	private static Stream<String> names(String prefix, Type type) {
		if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
			return names(prefix + "." + ANY, map.getActualTypeArguments()[1]);
		}
		if (type instanceof Class<?> group && group.isRecord()) {
			return Stream.of(group.getRecordComponents()).flatMap((component) -> names(prefix, component));
		}
		return Stream.of(prefix);
	}

	private static Stream<String> names(String prefix, RecordComponent component) {
		return names(prefix + "." + DataObjectPropertyName.toDashedForm(component.getName()),
				component.getGenericType());
	}

	/**
	 * Replace the placeholder of a map's key by the key in the name.
	 */
	private static String withKeyOf(String name, String known) {
		ConfigurationPropertyName parts = ConfigurationPropertyName.of(name);
		ConfigurationPropertyName filled = ConfigurationPropertyName.EMPTY;
		for (String part : known.split("\\.", -1)) {
			int i = filled.getNumberOfElements();
			filled = !part.equals(ANY) ? filled.append(part) : (i < parts.getNumberOfElements())
					? filled.append(parts.subName(i).chop(1)) : filled.append("[*]");
		}
		return filled.toString();
	}

	/**
	 * Levenshtein distance.
	 */
	static int distance(String a, String b) {
		int[] row = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int substitution = diagonal + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[b.length()];
	}

}
