package io.github.dualstream.contract;

import java.util.Set;
import java.util.function.BiConsumer;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Finds the schemas directly within a schema. Values of {@code enum}, {@code const},
 * {@code default} and {@code examples} are data, whatever they look like.
 */
final class SubSchemas {

	/** Keywords with schemas for the same value that the schema with them is for. */
	private static final Set<String> IN_PLACE = Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else",
			"dependentSchemas");

	private static final Set<String> SINGLE = Set.of("additionalProperties", "contains", "contentSchema", "else", "if",
			"items", "not", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties");

	private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

	private static final Set<String> MAPS = Set.of("$defs", "definitions", "dependentSchemas", "patternProperties",
			"properties");

	private SubSchemas() {
	}

	/**
	 * Visit the schemas within a schema.
	 * @param schema the schema
	 * @param pointer JSON pointer to it
	 * @param visitor visitor of the pointer and the schema of each
	 */
	static void visit(JsonNode schema, JsonPointer pointer, BiConsumer<JsonPointer, JsonNode> visitor) {
		schema.forEachEntry((keyword, value) -> visit(keyword, value, pointer.appendProperty(keyword), visitor));
	}

	/**
	 * Visit those schemas within a schema that are applied to the same value.
	 * @param schema the schema
	 * @param pointer JSON pointer to it
	 * @param visitor visitor of the pointer and the schema of each
	 */
	static void visitInPlace(JsonNode schema, JsonPointer pointer, BiConsumer<JsonPointer, JsonNode> visitor) {
		schema.forEachEntry((keyword, value) -> {
			if (IN_PLACE.contains(keyword)) {
				visit(keyword, value, pointer.appendProperty(keyword), visitor);
			}
		});
	}

	private static void visit(String keyword, JsonNode value, JsonPointer pointer,
			BiConsumer<JsonPointer, JsonNode> visitor) {
		if (SINGLE.contains(keyword)) {
			visitor.accept(pointer, value);
		}
		else if (LISTS.contains(keyword)) {
			for (int i = 0; i < value.size(); i++) {
				visitor.accept(pointer.appendIndex(i), value.get(i));
			}
		}
		else if (MAPS.contains(keyword)) {
			value.forEachEntry((name, schema) -> visitor.accept(pointer.appendProperty(name), schema));
		}
	}

}
