package io.github.dualstream.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random schemas against random data: where a comparison finds no break, no data of the
 * writer violates the reader.
 */
class SchemaComparisonSoundnessTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> NAMES = List.of("a", "b", "c");

	private static final List<Object> SCALARS = List.of("", "a", "ab", "abc", 0, 1, 2, 1.5, 3, true, false);

	@Test
	void whatIsFoundCompatibleIs() {
		Random random = new Random(20261129);
		int compatible = 0;
		int checked = 0;
		for (int i = 0; i < 6_000; i++) {
			JsonSchema writer = schema(random);
			JsonSchema reader = (i % 3 == 0) ? variant(random, writer) : schema(random);
			if (new SchemaComparison(writer, reader).breaks().isEmpty()) {
				compatible++;
				for (int j = 0; j < 30; j++) {
					byte[] data = JSON.writeValueAsBytes(value(random, 3));
					if (isDeclared(writer.json(), JSON.readTree(data)) && writer.check(data).isEmpty()) {
						checked++;
						assertThat(reader.check(data))
							.as("%s is data of %s, for the reader %s", JSON.readTree(data), writer.json(),
									reader.json())
							.isEmpty();
					}
				}
			}
		}
		// otherwise nothing was tested
		assertThat(compatible).isGreaterThan(300);
		assertThat(checked).isGreaterThan(1_000);
	}

	private static JsonSchema schema(Random random) {
		return JsonSchema.of("random", JSON.valueToTree(randomSchema(random, 3)));
	}

	/** The same schema, with one more or one less rule, or none. */
	private static JsonSchema variant(Random random, JsonSchema schema) {
		Map<String, Object> changed = new TreeMap<>();
		schema.json().forEachEntry((keyword, rule) -> {
			if (random.nextInt(4) > 0) {
				changed.put(keyword, rule);
			}
		});
		if (random.nextInt(3) == 0) {
			changed.putAll(randomSchema(random, 1));
		}
		return JsonSchema.of("random", JSON.valueToTree(changed));
	}

	private static Map<String, Object> randomSchema(Random random, int depth) {
		Map<String, Object> schema = new TreeMap<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			switch (random.nextInt((depth > 0) ? 24 : 13)) {
				case 0, 1, 2 -> schema.put("type", some(random, List.of("object", "array", "string", "integer",
						"number", "boolean", List.of("string", "null"), List.of("integer", "string"))));
				case 3 -> schema.put("enum", distinct(random));
				case 4 -> schema.put("const", some(random, SCALARS));
				case 5 -> schema.put("minimum", random.nextInt(3));
				case 6 -> schema.put("exclusiveMaximum", random.nextInt(4));
				case 7 -> schema.put("minLength", random.nextInt(3));
				case 8 -> schema.put("maxLength", random.nextInt(4));
				case 9 -> schema.put("pattern", some(random, List.of("^a", "b")));
				case 10, 11 -> schema.put("required", List.of(some(random, NAMES)));
				case 12 -> schema.put(some(random, List.of("minItems", "maxItems", "minProperties", "maxProperties")),
						random.nextInt(3));
				case 13, 14, 15 -> schema.put("properties", properties(random, depth));
				case 16 -> schema.put("additionalProperties",
						random.nextBoolean() ? (Object) false : randomSchema(random, depth - 1));
				case 17 -> schema.put("items", randomSchema(random, depth - 1));
				case 18 -> schema.put("prefixItems", schemas(random, depth));
				case 19 -> schema.put("anyOf", schemas(random, depth));
				case 20 -> schema.put("oneOf", schemas(random, depth));
				case 21 -> schema.put("allOf", schemas(random, depth));
				case 22 -> schema.put(random.nextBoolean() ? "not" : "propertyNames", randomSchema(random, depth - 1));
				default -> {
					schema.put("if", randomSchema(random, depth - 1));
					schema.put(random.nextBoolean() ? "then" : "else", randomSchema(random, depth - 1));
				}
			}
		}
		if (depth > 0 && random.nextBoolean()) {
			schema.putIfAbsent("properties", properties(random, depth));
		}
		return schema;
	}

	private static Map<String, Object> properties(Random random, int depth) {
		Map<String, Object> properties = new TreeMap<>();
		properties.put("a", randomSchema(random, depth - 1));
		properties.put(some(random, NAMES), randomSchema(random, depth - 1));
		return properties;
	}

	private static List<Object> schemas(Random random, int depth) {
		return IntStream.rangeClosed(0, random.nextInt(2))
			.mapToObj((i) -> (Object) randomSchema(random, depth - 1))
			.toList();
	}

	private static List<Object> distinct(Random random) {
		return IntStream.range(0, 3).mapToObj((i) -> some(random, SCALARS)).distinct().toList();
	}

	private static <T> T some(Random random, List<T> choices) {
		return choices.get(random.nextInt(choices.size()));
	}

	private static Object value(Random random, int depth) {
		int kind = random.nextInt((depth > 0) ? 6 : 3);
		if (kind < 2) {
			return some(random, SCALARS);
		}
		if (kind == 2) {
			return JSON.nullNode();
		}
		if (kind == 3) {
			List<Object> items = new ArrayList<>();
			IntStream.range(0, random.nextInt(4)).forEach((i) -> items.add(value(random, depth - 1)));
			return items;
		}
		Map<String, Object> properties = new TreeMap<>();
		IntStream.range(0, random.nextInt(4))
			.forEach((i) -> properties.put(some(random, NAMES), value(random, depth - 1)));
		return properties;
	}

	/**
	 * Whether the schema declares all properties in the data; others do not count.
	 */
	private static boolean isDeclared(JsonNode schema, JsonNode data) {
		if (data.isObject()) {
			return data.propertyStream().allMatch((property) -> {
				JsonNode declared = schema.path("properties").path(property.getKey());
				JsonNode found = declared.isMissingNode() ? schema.path("additionalProperties") : declared;
				return found.isObject() && isDeclared(found, property.getValue());
			});
		}
		return IntStream.range(0, data.size()).allMatch((i) -> {
			JsonNode prefix = schema.path("prefixItems").path(i);
			return isDeclared(prefix.isMissingNode() ? schema.path("items") : prefix, data.get(i));
		});
	}

}
