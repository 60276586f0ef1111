package io.github.dualstream.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Rules for the schemas of contracts beyond those of JSON Schema: a schema is one
 * document, refers to itself only, always comes to an end, and has patterns that match in
 * linear time.
 */
final class SchemaRules {

	static final String DIALECT_FOLDER = "https://json-schema.org/draft/2020-12/";

	private static final String DIALECT = DIALECT_FOLDER + "schema";

	/** Keywords of references; within one document, both mean the same. */
	static final List<String> REFERENCES = List.of("$ref", "$dynamicRef");

	private final String file;

	private final JsonNode root;

	private final Map<JsonPointer, JsonNode> schemas = new LinkedHashMap<>();

	private final Map<String, JsonPointer> anchors = new HashMap<>();

	private final Map<String, JsonPointer> references = new HashMap<>();

	private final Set<JsonPointer> ending = new HashSet<>();

	private SchemaRules(String file, JsonNode root) {
		this.file = file;
		this.root = root;
	}

	static void requireDialect(String file, JsonNode root) {
		if (!root.isObject() && !root.isBoolean()) {
			throw new InvalidContractException(file,
					"is no JSON Schema: it is " + (root.isMissingNode() ? "empty" : "no JSON object"),
					"Write a schema, such as {\"type\": \"object\"}.");
		}
		String dialect = root.path("$schema").asString(DIALECT);
		if (!dialect.equals(DIALECT) && !dialect.equals(DIALECT + "#")) {
			throw new InvalidContractException(file, "has the $schema " + PrintableText.of(dialect),
					"Use JSON Schema 2020-12: \"$schema\": \"" + DIALECT + "\".");
		}
	}

	/**
	 * Check a schema.
	 * @param file location of its file, for errors
	 * @param root the schema
	 * @return its references, with the JSON pointer of the schema that each one means
	 * @throws InvalidContractException if it violates a rule
	 */
	static Map<String, JsonPointer> check(String file, JsonNode root) {
		SchemaRules rules = new SchemaRules(file, root);
		rules.collect(JsonPointer.empty(), root);
		rules.schemas.forEach(rules::check);
		rules.schemas.keySet().forEach((pointer) -> rules.requireEnd(pointer, new HashSet<>()));
		return Map.copyOf(rules.references);
	}

	private void collect(JsonPointer pointer, JsonNode schema) {
		this.schemas.put(pointer, schema);
		anchor(pointer, schema.path("$anchor"));
		anchor(pointer, schema.path("$dynamicAnchor"));
		SubSchemas.visit(schema, pointer, this::collect);
	}

	private void anchor(JsonPointer pointer, JsonNode anchor) {
		if (anchor.isString()) {
			this.anchors.put(anchor.asString(), pointer);
		}
	}

	private void check(JsonPointer pointer, JsonNode schema) {
		if (!pointer.toString().isEmpty() && schema.has("$id")) {
			throw invalid("has an $id at '" + pointer + "', within the document",
					"Leave it out, and refer to '#" + pointer + "'.");
		}
		for (String keyword : REFERENCES) {
			if (schema.has(keyword)) {
				requireSchema(pointer, keyword, schema.get(keyword).asString());
			}
		}
		if (schema.has("pattern")) {
			requirePattern(pointer, schema.get("pattern").asString());
		}
		schema.path("patternProperties").forEachEntry((pattern, value) -> requirePattern(pointer, pattern));
	}

	private void requireSchema(JsonPointer pointer, String keyword, String reference) {
		if (!reference.startsWith("#")) {
			throw invalid(
					"has a " + keyword + " to another document at '" + pointer + "': " + PrintableText.of(reference),
					"Nothing is loaded from elsewhere: copy the definition below $defs, and refer to it there.");
		}
		JsonPointer target = resolve(reference);
		if (target == null || !this.schemas.containsKey(target)) {
			throw invalid("has a " + keyword + " at '" + pointer + "' that leads to no schema: "
					+ PrintableText.of(reference), "Correct the reference.");
		}
		this.references.put(reference, target);
	}

	/** Pointer to the schema that a reference means; {@code null} if it means none. */
	private @Nullable JsonPointer resolve(String reference) {
		try {
			String fragment = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
			return (fragment.isEmpty() || fragment.startsWith("/")) ? JsonPointer.compile(fragment)
					: this.anchors.get(fragment);
		}
		catch (IllegalArgumentException ex) {
			// is no text in percent-encoding
			return null;
		}
	}

	private void requirePattern(JsonPointer pointer, String pattern) {
		try {
			Pattern unused = Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			throw new InvalidContractException(this.file,
					"has a pattern at '" + pointer + "' that is not supported: " + PrintableText.of(ex.getMessage()),
					"Use the syntax of RE2, which has no lookaround and no backreferences and matches in linear time.",
					ex);
		}
	}

	/**
	 * Require that the schemas for one and the same value do not lead back to themselves.
	 */
	private void requireEnd(JsonPointer pointer, Set<JsonPointer> path) {
		if (this.ending.contains(pointer)) {
			return;
		}
		if (!path.add(pointer)) {
			throw invalid("refers to itself without end at '" + pointer + "'",
					"A recursive schema needs a property or an item in between.");
		}
		JsonNode schema = this.root.at(pointer);
		SubSchemas.visitInPlace(schema, pointer, (child, node) -> requireEnd(child, path));
		for (String keyword : REFERENCES) {
			JsonPointer target = this.references.get(schema.path(keyword).asString(""));
			if (target != null) {
				requireEnd(target, path);
			}
		}
		path.remove(pointer);
		this.ending.add(pointer);
	}

	private InvalidContractException invalid(String problem, String action) {
		return new InvalidContractException(this.file, problem, action);
	}

}
