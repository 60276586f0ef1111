package io.github.dualstream.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

/**
 * Names of all {@code dual-stream} properties, from the configuration metadata of all
 * jars on the class path. The metadata does not describe the values of a map, so that
 * properties below its keys are derived from the record that it holds.
 */
final class KnownProperties {

	static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final String PREFIX = "dual-stream.";

	/** Property of this very jar, and of none of its records. */
	private static final String ENABLED = PREFIX + "enabled";

	/** Placeholder for the key of a map. */
	private static final String ANY = "*";

	private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<[^,]+,(.+)>");

	private static final Pattern COLLECTION = Pattern.compile("java\\.util\\.(?:List|Set|Collection)<.*|.*\\[]");

	private final List<Property> properties = new ArrayList<>();

	private final Set<String> maps = new LinkedHashSet<>();

	private final Set<Class<?>> groups = new LinkedHashSet<>();

	private final @Nullable ClassLoader classLoader;

	private KnownProperties(@Nullable ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	static KnownProperties load(@Nullable ClassLoader classLoader) {
		ClassLoader loader = (classLoader != null) ? classLoader : ClassUtils.getDefaultClassLoader();
		KnownProperties known = new KnownProperties(loader);
		try {
			for (URL metadata : Collections
				.list((loader != null) ? loader.getResources(METADATA) : ClassLoader.getSystemResources(METADATA))) {
				known.add(metadata);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Configuration metadata cannot be read from the class path", ex);
		}
		return known;
	}

	private void add(URL metadata) throws IOException {
		String json;
		try (InputStream input = metadata.openStream()) {
			json = new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
		// most jars have other properties, and parsing takes longer than looking
		if (json.contains('"' + PREFIX)) {
			for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
				String name = property.path("name").asString();
				if (name.startsWith(PREFIX)) {
					add(name, property.path("type").asString(""));
				}
			}
		}
	}

	private void add(String name, String type) {
		Matcher map = MAP.matcher(type);
		if (map.matches()) {
			this.maps.add(name);
			addMap(name, valueType(map.group(1)));
		}
		else {
			this.properties.add(new Property(name, COLLECTION.matcher(type).matches() ? Kind.COLLECTION : Kind.SCALAR));
		}
	}

	/**
	 * Type of the values of a map, or {@code null} if it is generic or of a library that
	 * is not on the class path. Any property below such a map passes the check.
	 */
	private @Nullable Class<?> valueType(String name) {
		return ClassUtils.isPresent(name, this.classLoader) ? ClassUtils.resolveClassName(name, this.classLoader)
				: null;
	}

	private void addMap(String name, @Nullable Type value) {
		String key = name + "." + ANY;
		if (value instanceof Class<?> group && group.isRecord()) {
			this.groups.add(group);
			for (RecordComponent component : group.getRecordComponents()) {
				add(key + "." + DataObjectPropertyName.toDashedForm(component.getName()), component.getGenericType());
			}
		}
		else {
			this.properties.add(new Property(key, Kind.MAP));
		}
	}

	private void add(String name, Type type) {
		Class<?> raw = (type instanceof ParameterizedType generic) ? (Class<?>) generic.getRawType()
				: (type instanceof Class<?> plain) ? plain : Object.class;
		if (type instanceof ParameterizedType map && raw == Map.class) {
			addMap(name, map.getActualTypeArguments()[1]);
		}
		else if (raw.isRecord()) {
			this.groups.add(raw);
			for (RecordComponent component : raw.getRecordComponents()) {
				add(name + "." + DataObjectPropertyName.toDashedForm(component.getName()), component.getGenericType());
			}
		}
		else {
			boolean collection = raw.isArray() || Collection.class.isAssignableFrom(raw);
			this.properties.add(new Property(name, collection ? Kind.COLLECTION : Kind.SCALAR));
		}
	}

	/**
	 * Whether the metadata of this jar was found. A shaded jar may have lost it.
	 */
	boolean isComplete() {
		return this.properties.stream().anyMatch((property) -> property.name().equals(ENABLED));
	}

	boolean contains(ConfigurationPropertyName name) {
		return this.properties.stream().anyMatch((property) -> property.matches(name));
	}

	/**
	 * Names of the properties that are maps, without those in maps.
	 */
	Set<String> maps() {
		return this.maps;
	}

	/**
	 * Records whose components are properties in maps.
	 */
	Set<Class<?>> groups() {
		return this.groups;
	}

	String nearestTo(ConfigurationPropertyName name) {
		return this.properties.stream()
			.map((property) -> property.withKeysOf(name).toString())
			.min(Comparator.comparingInt((known) -> distance(name.toString(), known)))
			.orElseThrow();
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

	private enum Kind {

		SCALAR, COLLECTION, MAP

	}

	private record Property(String name, Kind kind) {

		boolean matches(ConfigurationPropertyName other) {
			ConfigurationPropertyName own = withKeysOf(other);
			return own.equals(other) || switch (this.kind) {
				case SCALAR -> false;
				case COLLECTION -> own.isParentOf(other) && other.isNumericIndex(other.getNumberOfElements() - 1);
				// the key of a scalar may have dots
				case MAP -> own.isAncestorOf(other);
			};
		}

		/**
		 * Name with the placeholders of keys replaced by the keys in another name.
		 */
		ConfigurationPropertyName withKeysOf(ConfigurationPropertyName other) {
			ConfigurationPropertyName filled = ConfigurationPropertyName.EMPTY;
			for (String part : this.name.split("\\.", -1)) {
				int i = filled.getNumberOfElements();
				filled = !part.equals(ANY) ? filled.append(part) : (i < other.getNumberOfElements())
						? filled.append(other.subName(i).chop(1)) : filled.append("[*]");
			}
			return filled;
		}

	}

}
