package io.github.dualstream.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.github.dualstream.transport.PrintableText;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Comparison of the schema of a writer with that of a reader: finds the rules of the
 * reader that the writer does not promise to follow. A rule that cannot be compared is a
 * break, too, so that no break remains unseen.
 */
final class SchemaComparison {

	private static final int MAX_STEPS = 10_000;

	private static final JsonPointer ROOT = JsonPointer.empty();

	/** Numbers are equal by value: 1 and 1.0 are. */
	private static final Comparator<JsonNode> BY_VALUE = (one, two) -> {
		if (one.isNumber() && two.isNumber()) {
			return one.decimalValue().compareTo(two.decimalValue());
		}
		return one.equals(two) ? 0 : 1;
	};

	private final JsonSchema writer;

	private final JsonSchema reader;

	/** Comparisons under way, which a recursive schema leads back to. */
	private final Set<Object> active = new HashSet<>();

	private int steps;

	SchemaComparison(JsonSchema writer, JsonSchema reader) {
		this.writer = writer;
		this.reader = reader;
	}

	/**
	 * Compare the schemas.
	 * @return rules of the reader that data of the writer may violate
	 */
	List<SchemaBreak> breaks() {
		Scope scope = new Scope("", ROOT, new ArrayList<>());
		compare(WriterSchema.of(this.writer, List.of(ROOT)), scope);
		return scope.breaks().stream().distinct().toList();
	}

	private JsonNode at(JsonPointer pointer) {
		return this.reader.json().at(pointer);
	}

	/** Compare with the reader's schema at the pointer of the scope. */
	private void compare(WriterSchema writer, Scope scope) {
		JsonNode schema = at(scope.pointer());
		Object key = List.of(writer.key(), scope.pointer());
		if (writer.isNever() || !this.active.add(key)) {
			return;
		}
		try {
			if (++this.steps > MAX_STEPS) {
				scope.add("has too many alternatives to be compared");
			}
			else if (schema.isBoolean()) {
				if (!schema.booleanValue()) {
					scope.add("can be there, and must not");
				}
			}
			else {
				compare(writer, schema, scope);
			}
		}
		finally {
			this.active.remove(key);
		}
	}

	private void compare(WriterSchema writer, JsonNode schema, Scope scope) {
		List<JsonNode> values = writer.values();
		if (values != null) {
			values.forEach((value) -> compareValue(value, scope));
			return;
		}
		Optional<List<WriterSchema>> alternatives = writer.alternatives();
		if (alternatives.isPresent()) {
			alternatives.get().forEach((alternative) -> compare(alternative, scope));
			return;
		}
		schema.forEachEntry((keyword, rule) -> compare(writer, keyword, rule, scope.rule(keyword)));
	}

	private void compareValue(JsonNode value, Scope scope) {
		this.reader.check(scope.pointer(), value)
			.stream()
			.findFirst()
			.ifPresent(
					(violation) -> scope.add("can be " + PrintableText.of(value) + ", which " + violation.message()));
	}

	private void compare(WriterSchema writer, String keyword, JsonNode rule, Scope scope) {
		Set<String> types = writer.types();
		switch (keyword) {
			case "$ref", "$dynamicRef" -> compare(writer, scope.at(this.reader.target(rule.asString())));
			case "allOf" -> scope.branches(rule).forEach((branch) -> compare(writer, branch));
			case "anyOf", "oneOf" -> compareAlternatives(writer, keyword, rule, scope);
			case "not" -> compareNot(writer, rule, scope);
			case "if" -> compareCondition(writer, scope);
			case "type" -> compareTypes(types, WriterSchema.types(rule), scope);
			case "enum", "const" -> scope.add("is not limited to " + PrintableText.of(rule));
			default -> {
				if (types.contains("string")) {
					compareString(writer, keyword, rule, scope);
				}
				if (types.contains("number") || types.contains("integer")) {
					compareNumber(writer, keyword, rule, scope);
				}
				if (types.contains("array")) {
					compareArray(writer, keyword, rule, scope);
				}
				if (types.contains("object")) {
					compareObject(writer, keyword, rule, scope);
				}
			}
		}
	}

	private static void compareTypes(Set<String> possible, Set<String> allowed, Scope scope) {
		Set<String> others = new TreeSet<>(possible);
		others.removeAll(allowed);
		if (!others.isEmpty()) {
			scope.add("can be " + (possible.equals(WriterSchema.TYPES) ? "of any type" : String.join(" or ", others))
					+ ", and must be " + String.join(" or ", allowed));
		}
	}

	private void compareAlternatives(WriterSchema writer, String keyword, JsonNode rule, Scope scope) {
		List<SchemaBreak> closest = null;
		for (Scope branch : scope.branches(rule)) {
			Scope trial = branch.trial();
			compare(writer, trial);
			if (trial.breaks().isEmpty()) {
				if (keyword.equals("oneOf")) {
					requireOthersDisjoint(writer, branch, rule, scope);
				}
				return;
			}
			if (closest == null || trial.breaks().size() < closest.size()) {
				closest = trial.breaks();
			}
		}
		if (writer.types().size() > 1) {
			writer.types().forEach((type) -> compareAlternatives(writer.ofType(type), keyword, rule, scope));
		}
		else if (writer.values() != null) {
			// of the null type, whose only value was compared by the caller with all
			// types
			Objects.requireNonNull(writer.values()).forEach((value) -> compareValue(value, scope.parent()));
		}
		else {
			scope.add("is not covered by one of the alternatives"
					+ ((closest != null) ? "; the closest one: " + closest.get(0) : ""));
		}
	}

	private void requireOthersDisjoint(WriterSchema writer, Scope found, JsonNode rule, Scope scope) {
		for (Scope other : scope.branches(rule)) {
			if (!other.pointer().equals(found.pointer()) && !isDisjoint(writer, other.pointer())) {
				scope.add("can match more than one of the alternatives, '#" + found.pointer() + "' and '#"
						+ other.pointer() + "', as far as can be compared");
				return;
			}
		}
	}

	/**
	 * Whether no value can be of both, as far as types and enumerated properties show.
	 */
	private boolean isDisjoint(WriterSchema writer, JsonPointer pointer) {
		WriterSchema other = WriterSchema.of(this.reader, List.of(pointer));
		if (writer.types().stream().noneMatch(other.types()::contains)) {
			return true;
		}
		return writer.types().equals(Set.of("object")) && writer.required().stream().anyMatch((name) -> {
			WriterSchema one = writer.property(name);
			WriterSchema two = other.property(name);
			List<JsonNode> ones = (one != null) ? one.values() : null;
			List<JsonNode> twos = (two != null) ? two.values() : null;
			return ones != null && twos != null
					&& ones.stream().noneMatch((value) -> twos.stream().anyMatch((second) -> isSame(value, second)));
		});
	}

	private static boolean isSame(JsonNode one, JsonNode two) {
		return one.equals(BY_VALUE, two);
	}

	private void compareNot(WriterSchema writer, JsonNode rule, Scope scope) {
		if (!writer.hasRule("not", rule) && !isDisjoint(writer, scope.pointer())) {
			scope.addIncomparable("not");
		}
	}

	private void compareCondition(WriterSchema writer, Scope scope) {
		JsonNode schema = at(scope.parent().pointer());
		if (writer.hasRules(List.of("if", "then", "else"), schema)) {
			return;
		}
		Scope condition = scope.trial();
		compare(writer, condition);
		boolean always = condition.breaks().isEmpty();
		boolean never = isDisjoint(writer, scope.pointer());
		if (schema.has("then") && !never) {
			compare(writer, scope.parent().rule("then"));
		}
		if (schema.has("else") && !always) {
			compare(writer, scope.parent().rule("else"));
		}
	}

	private static void compareString(WriterSchema writer, String keyword, JsonNode rule, Scope scope) {
		switch (keyword) {
			case "minLength" -> requireLeast(writer.most("minLength"), rule, "characters", scope);
			case "maxLength" -> requireMost(writer.least("maxLength"), rule, "characters", scope);
			case "pattern", "format" -> {
				if (!writer.hasRule(keyword, rule)) {
					scope.add("need not have the " + keyword + " " + PrintableText.of(rule));
				}
			}
			default -> {
				// is for another type, or says nothing about values
			}
		}
	}

	private static void compareNumber(WriterSchema writer, String keyword, JsonNode rule, Scope scope) {
		switch (keyword) {
			case "minimum", "exclusiveMinimum" -> {
				int order = compareBound(writer.most("minimum"), writer.most("exclusiveMinimum"), rule, 1);
				if (order < 0 || (order == 0 && keyword.equals("exclusiveMinimum"))) {
					scope.add("can be less than " + rule + (keyword.equals("minimum") ? "" : ", or equal to it"));
				}
			}
			case "maximum", "exclusiveMaximum" -> {
				int order = compareBound(writer.least("maximum"), writer.least("exclusiveMaximum"), rule, -1);
				if (order < 0 || (order == 0 && keyword.equals("exclusiveMaximum"))) {
					scope.add("can be more than " + rule + (keyword.equals("maximum") ? "" : ", or equal to it"));
				}
			}
			case "multipleOf" -> {
				if (!writer.isMultipleOf(rule.decimalValue())) {
					scope.add("need not be a multiple of " + rule);
				}
			}
			default -> {
				// is for another type, or says nothing about values
			}
		}
	}

	/**
	 * Compare the bounds of a writer with that of a reader.
	 * @return positive if all values are within it, zero if they can be equal to it,
	 * negative if they can be beyond
	 */
	private static int compareBound(Optional<BigDecimal> inclusive, Optional<BigDecimal> exclusive, JsonNode rule,
			int sign) {
		BigDecimal bound = rule.decimalValue();
		int first = inclusive.map((value) -> sign * value.compareTo(bound)).orElse(-1);
		int second = exclusive.map((value) -> (sign * value.compareTo(bound) >= 0) ? 1 : -1).orElse(-1);
		return Math.max(first, second);
	}

	private static void requireLeast(Optional<BigDecimal> promised, JsonNode rule, String unit, Scope scope) {
		if (rule.decimalValue().signum() > 0
				&& promised.filter((n) -> n.compareTo(rule.decimalValue()) >= 0).isEmpty()) {
			scope.add("can have less than " + rule + " " + unit);
		}
	}

	private static void requireMost(Optional<BigDecimal> promised, JsonNode rule, String unit, Scope scope) {
		if (promised.filter((n) -> n.compareTo(rule.decimalValue()) <= 0).isEmpty()) {
			scope.add("can have more than " + rule + " " + unit);
		}
	}

	private void compareArray(WriterSchema writer, String keyword, JsonNode rule, Scope scope) {
		switch (keyword) {
			case "minItems" -> requireLeast(writer.most("minItems"), rule, "items", scope);
			case "maxItems" -> requireMost(writer.least("maxItems"), rule, "items", scope);
			case "uniqueItems" -> {
				if (rule.booleanValue() && !writer.hasRule(keyword, rule)) {
					scope.add("can have equal items");
				}
			}
			case "prefixItems" -> {
				for (int i = 0; i < rule.size(); i++) {
					compareItem(writer, i, scope.branch(i).in(String.valueOf(i)));
				}
			}
			case "items" -> {
				int prefix = at(scope.parent().pointer()).path("prefixItems").size();
				for (int i = prefix; i < Math.max(prefix, writer.prefix()); i++) {
					compareItem(writer, i, scope.in(String.valueOf(i)));
				}
				compareItem(writer, Math.max(prefix, writer.prefix()), scope.in("*"));
			}
			case "contains" -> {
				if (!writer.hasRules(List.of("contains", "minContains", "maxContains"), at(scope.parent().pointer()))) {
					scope.addIncomparable(keyword);
				}
			}
			case "unevaluatedItems" -> requireTrue(rule, keyword, scope);
			default -> {
				// is for another type, or says nothing about values
			}
		}
	}

	private void compareItem(WriterSchema writer, int index, Scope scope) {
		if (writer.least("maxItems").filter((most) -> most.intValue() <= index).isEmpty()) {
			compare(writer.item(index), scope);
		}
	}

	private void compareObject(WriterSchema writer, String keyword, JsonNode rule, Scope scope) {
		switch (keyword) {
			case "required" -> rule.forEach((name) -> {
				if (!writer.required().contains(name.asString())) {
					scope.in(name.asString()).add("is not always there, and is required");
				}
			});
			case "properties" -> rule.forEachEntry((name, schema) -> compareProperty(writer, name, scope.rule(name)));
			case "patternProperties" -> rule.forEachEntry((pattern, schema) -> {
				writer.declared()
					.stream()
					.filter((name) -> WriterSchema.matches(pattern, name))
					.forEach((name) -> compareProperty(writer, name, scope.rule(pattern)));
				writer.openProperties(Set.of()).forEach((open) -> compare(open, scope.rule(pattern).in("*")));
			});
			case "additionalProperties" -> compareOthers(writer, at(scope.parent().pointer()), scope);
			case "propertyNames" -> compareNames(writer, rule, scope);
			case "minProperties" -> requireLeast(Optional.of(writer.most("minProperties")
				.orElse(BigDecimal.ZERO)
				.max(BigDecimal.valueOf(writer.required().size()))), rule, "properties", scope);
			case "maxProperties" -> requireMost(writer.least("maxProperties"), rule, "properties", scope);
			case "dependentRequired" -> rule.forEachEntry((name, names) -> names.forEach((other) -> {
				if (canHave(writer, name) && !writer.required().contains(other.asString())
						&& !writer.hasRule(keyword, rule)) {
					scope.in(other.asString()).add("need not be there if '" + name + "' is");
				}
			}));
			case "dependentSchemas" -> rule.forEachEntry((name, schema) -> {
				if (canHave(writer, name)) {
					compare(writer, scope.rule(name));
				}
			});
			case "unevaluatedProperties" -> requireTrue(rule, keyword, scope);
			default -> {
				// is for another type, or says nothing about values
			}
		}
	}

	private static boolean canHave(WriterSchema writer, String name) {
		WriterSchema property = writer.property(name);
		return property != null && !property.isNever();
	}

	private static void requireTrue(JsonNode rule, String keyword, Scope scope) {
		if (!(rule.isBoolean() && rule.booleanValue())) {
			scope.addIncomparable(keyword);
		}
	}

	private void compareProperty(WriterSchema writer, String name, Scope scope) {
		WriterSchema property = writer.property(name);
		if (property != null) {
			compare(property, scope.in(name));
		}
	}

	/** Compare the properties that the reader has no other schema for. */
	private void compareOthers(WriterSchema writer, JsonNode schema, Scope scope) {
		Set<String> patterns = Set.copyOf(schema.path("patternProperties").propertyNames());
		writer.declared()
			.stream()
			.filter((name) -> !schema.path("properties").has(name)
					&& patterns.stream().noneMatch((pattern) -> WriterSchema.matches(pattern, name)))
			.forEach((name) -> compareProperty(writer, name, scope));
		writer.openProperties(patterns).forEach((open) -> compare(open, scope.in("*")));
	}

	private void compareNames(WriterSchema writer, JsonNode rule, Scope scope) {
		if (writer.hasRule("propertyNames", rule)) {
			return;
		}
		if (!writer.openProperties(Set.of()).isEmpty()) {
			scope.addIncomparable("propertyNames");
		}
		writer.declared()
			.stream()
			.filter((name) -> canHave(writer, name))
			.forEach((name) -> this.reader.check(scope.pointer(), StringNode.valueOf(name))
				.stream()
				.findFirst()
				.ifPresent((violation) -> scope.in(name).add("has a name that " + violation.message())));
	}

	/**
	 * Place of a comparison.
	 *
	 * @param field JSON pointer to the value in the data
	 * @param pointer JSON pointer to the schema or the rule of the reader
	 * @param breaks breaks found so far
	 */
	private record Scope(String field, JsonPointer pointer, List<SchemaBreak> breaks) {

		void add(String problem) {
			this.breaks.add(new SchemaBreak(this.field, this.pointer.toString(), problem));
		}

		void addIncomparable(String keyword) {
			add("has the rule '" + keyword + "', which cannot be compared; state it in both schemas in the same words,"
					+ " or use simpler rules");
		}

		Scope at(JsonPointer target) {
			return new Scope(this.field, target, this.breaks);
		}

		Scope rule(String keyword) {
			return at(this.pointer.appendProperty(keyword));
		}

		Scope branch(int index) {
			return at(this.pointer.appendIndex(index));
		}

		List<Scope> branches(JsonNode rule) {
			List<Scope> branches = new ArrayList<>();
			for (int i = 0; i < rule.size(); i++) {
				branches.add(branch(i));
			}
			return branches;
		}

		Scope parent() {
			return at(this.pointer.head());
		}

		/** The same place, whose breaks are looked at first. */
		Scope trial() {
			return new Scope(this.field, this.pointer, new ArrayList<>());
		}

		Scope in(String name) {
			return new Scope(this.field + JsonPointer.empty().appendProperty(name), this.pointer, this.breaks);
		}

	}

}
