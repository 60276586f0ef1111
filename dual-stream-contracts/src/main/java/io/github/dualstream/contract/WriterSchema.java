package io.github.dualstream.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;

/**
 * Promises of a writer about a value: all of the schemas that apply to it, with their
 * references and {@code allOf} resolved. Leaves out what it does not understand, so that
 * it promises too little rather than too much.
 * <p>
 * Properties that no schema declares do not count: a publisher does not add them without
 * declaring them, although JSON Schema would allow it.
 */
final class WriterSchema {

	/** Types of values; a number that is no integer is a number. */
	static final Set<String> TYPES = Set.of("null", "boolean", "object", "array", "integer", "number", "string");

	private final JsonSchema document;

	private final Set<JsonPointer> parts = new LinkedHashSet<>();

	/** Keywords whose alternatives were chosen from. */
	private final Set<JsonPointer> decided = new HashSet<>();

	private final Set<String> types = new TreeSet<>(TYPES);

	private WriterSchema(JsonSchema document) {
		this.document = document;
	}

	private WriterSchema(WriterSchema other) {
		this.document = other.document;
		this.parts.addAll(other.parts);
		this.decided.addAll(other.decided);
		this.types.retainAll(other.types);
	}

	static WriterSchema of(JsonSchema document, Iterable<JsonPointer> schemas) {
		WriterSchema writer = new WriterSchema(document);
		schemas.forEach(writer::add);
		return writer;
	}

	private void add(JsonPointer pointer) {
		JsonNode schema = at(pointer);
		if (schema.isBoolean()) {
			if (!schema.booleanValue()) {
				this.types.clear();
			}
			return;
		}
		if (!this.parts.add(pointer)) {
			return;
		}
		if (schema.has("type")) {
			this.types.retainAll(types(schema.get("type")));
		}
		for (String keyword : SchemaRules.REFERENCES) {
			if (schema.has(keyword)) {
				add(this.document.target(schema.get(keyword).asString()));
			}
		}
		for (int i = 0; i < schema.path("allOf").size(); i++) {
			add(pointer.appendProperty("allOf").appendIndex(i));
		}
	}

	/** Types of a {@code type} keyword. */
	static Set<String> types(JsonNode type) {
		Set<String> types = new TreeSet<>();
		(type.isArray() ? type.valueStream() : Stream.of(type)).map(JsonNode::asString).forEach(types::add);
		if (types.contains("number")) {
			types.add("integer");
		}
		return types;
	}

	private JsonNode at(JsonPointer pointer) {
		return this.document.json().at(pointer);
	}

	private Stream<JsonNode> rules(String keyword) {
		return this.parts.stream().map(this::at).map((schema) -> schema.get(keyword)).filter(Objects::nonNull);
	}

	/** Identity for comparisons that are under way. */
	Object key() {
		return List.of(this.parts, this.decided, this.types);
	}

	/** Whether there is no such value. */
	boolean isNever() {
		return this.types.isEmpty();
	}

	Set<String> types() {
		return this.types;
	}

	WriterSchema ofType(String type) {
		WriterSchema restricted = new WriterSchema(this);
		restricted.types.retainAll(Set.of(type));
		return restricted;
	}

	/**
	 * Alternatives, of which each value is one.
	 * @return the alternatives of one keyword; empty if there are no more
	 */
	Optional<List<WriterSchema>> alternatives() {
		for (JsonPointer part : this.parts) {
			JsonNode schema = at(part);
			for (String keyword : List.of("anyOf", "oneOf", "if")) {
				JsonPointer choice = part.appendProperty(keyword);
				if (schema.has(keyword) && !this.decided.contains(choice)) {
					return Optional
						.of(branches(part, keyword, schema).stream().map((branch) -> decided(choice, branch)).toList());
				}
			}
		}
		return Optional.empty();
	}

	private static List<List<JsonPointer>> branches(JsonPointer part, String keyword, JsonNode schema) {
		if (!keyword.equals("if")) {
			List<List<JsonPointer>> branches = new ArrayList<>();
			for (int i = 0; i < schema.get(keyword).size(); i++) {
				branches.add(List.of(part.appendProperty(keyword).appendIndex(i)));
			}
			return branches;
		}
		List<JsonPointer> then = Stream.of("if", "then").filter(schema::has).map(part::appendProperty).toList();
		return List.of(then, schema.has("else") ? List.of(part.appendProperty("else")) : List.of());
	}

	private WriterSchema decided(JsonPointer choice, List<JsonPointer> branch) {
		WriterSchema chosen = new WriterSchema(this);
		chosen.decided.add(choice);
		branch.forEach(chosen::add);
		return chosen;
	}

	/**
	 * All possible values.
	 * @return the values; {@code null} if they are not enumerated
	 */
	@Nullable List<JsonNode> values() {
		if (Set.of("null", "boolean").containsAll(this.types)) {
			List<JsonNode> values = new ArrayList<>();
			if (this.types.contains("null")) {
				values.add(NullNode.getInstance());
			}
			if (this.types.contains("boolean")) {
				values.addAll(List.of(BooleanNode.FALSE, BooleanNode.TRUE));
			}
			return values;
		}
		return Stream.concat(rules("const").map(List::of), rules("enum").map((values) -> values.valueStream().toList()))
			.findFirst()
			.map((values) -> values.stream().filter((value) -> this.types.contains(typeOf(value))).toList())
			.orElse(null);
	}

	private static String typeOf(JsonNode value) {
		return switch (value.getNodeType()) {
			case OBJECT -> "object";
			case ARRAY -> "array";
			case STRING -> "string";
			case BOOLEAN -> "boolean";
			case NUMBER -> (value.decimalValue().stripTrailingZeros().scale() <= 0) ? "integer" : "number";
			default -> "null";
		};
	}

	/** Whether a keyword has this very value, without references that differ. */
	boolean hasRule(String keyword, JsonNode value) {
		return rules(keyword).anyMatch(value::equals) && value.findParent("$ref") == null
				&& value.findParent("$dynamicRef") == null;
	}

	/** Whether one schema has these keywords just as another one. */
	boolean hasRules(List<String> keywords, JsonNode other) {
		return this.parts.stream()
			.map(this::at)
			.anyMatch((schema) -> keywords.stream()
				.allMatch((keyword) -> schema.path(keyword).equals(other.path(keyword))
						&& other.path(keyword).findParent("$ref") == null
						&& other.path(keyword).findParent("$dynamicRef") == null));
	}

	Optional<BigDecimal> most(String keyword) {
		return rules(keyword).map(JsonNode::decimalValue).max(Comparator.naturalOrder());
	}

	Optional<BigDecimal> least(String keyword) {
		return rules(keyword).map(JsonNode::decimalValue).min(Comparator.naturalOrder());
	}

	boolean isMultipleOf(BigDecimal divisor) {
		return Stream
			.concat(rules("multipleOf").map(JsonNode::decimalValue),
					this.types.contains("number") ? Stream.empty() : Stream.of(BigDecimal.ONE))
			.anyMatch((multiple) -> multiple.remainder(divisor).signum() == 0);
	}

	Set<String> required() {
		Set<String> required = new TreeSet<>();
		rules("required").forEach((names) -> names.forEach((name) -> required.add(name.asString())));
		return required;
	}

	Set<String> declared() {
		Set<String> declared = new TreeSet<>();
		rules("properties").forEach((properties) -> declared.addAll(properties.propertyNames()));
		return declared;
	}

	/**
	 * Promises about a property.
	 * @param name name of the property
	 * @return the promises; {@code null} if no schema declares it
	 */
	@Nullable WriterSchema property(String name) {
		List<JsonPointer> schemas = new ArrayList<>();
		for (JsonPointer part : this.parts) {
			schemas.addAll(property(part, at(part), name));
		}
		return schemas.isEmpty() ? null : of(this.document, schemas);
	}

	private static List<JsonPointer> property(JsonPointer part, JsonNode schema, String name) {
		List<JsonPointer> schemas = new ArrayList<>();
		if (schema.path("properties").has(name)) {
			schemas.add(part.appendProperty("properties").appendProperty(name));
		}
		schema.path("patternProperties").forEachEntry((pattern, value) -> {
			if (matches(pattern, name)) {
				schemas.add(part.appendProperty("patternProperties").appendProperty(pattern));
			}
		});
		JsonNode others = schema.path("additionalProperties");
		if (schemas.isEmpty() && (others.isObject() || (others.isBoolean() && !others.booleanValue()))) {
			schemas.add(part.appendProperty("additionalProperties"));
		}
		return schemas;
	}

	static boolean matches(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).find();
	}

	/**
	 * Promises about properties whose names are open.
	 * @param covered patterns of names that are of no interest
	 * @return the promises about each kind of them
	 */
	List<WriterSchema> openProperties(Set<String> covered) {
		List<WriterSchema> open = new ArrayList<>();
		for (JsonPointer part : this.parts) {
			JsonNode schema = at(part);
			schema.path("patternProperties").forEachEntry((pattern, value) -> {
				if (!covered.contains(pattern)) {
					open.add(of(this.document,
							List.of(part.appendProperty("patternProperties").appendProperty(pattern))));
				}
			});
			if (schema.path("additionalProperties").isObject()) {
				open.add(of(this.document, List.of(part.appendProperty("additionalProperties"))));
			}
		}
		return open;
	}

	/** Number of items that have schemas of their own. */
	int prefix() {
		return rules("prefixItems").mapToInt(JsonNode::size).max().orElse(0);
	}

	/**
	 * Promises about an item.
	 * @param index index of the item; that of {@link #prefix()} for all from there on
	 * @return the promises
	 */
	WriterSchema item(int index) {
		List<JsonPointer> schemas = new ArrayList<>();
		for (JsonPointer part : this.parts) {
			if (at(part).path("prefixItems").has(index)) {
				schemas.add(part.appendProperty("prefixItems").appendIndex(index));
			}
			else if (at(part).has("items")) {
				schemas.add(part.appendProperty("items"));
			}
		}
		return of(this.document, schemas);
	}

}
