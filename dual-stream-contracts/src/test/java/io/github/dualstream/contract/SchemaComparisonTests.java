package io.github.dualstream.contract;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Compatibility} and {@link SchemaComparison}.
 */
class SchemaComparisonTests {

	@TempDir
	private Path folder;

	private Contract contract(String version, String schema) {
		return new ContractFolder().with("order.placed/" + version + ".schema.json", schema)
			.load(this.folder.resolve(version))
			.find("order.placed", version);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"type": "integer"}                           | {"type": "number"}
					{"type": ["string", "null"]}                  | {"type": ["null", "string", "integer"]}
					{"type": ["string", "null"]}                  | {"anyOf": [{"type": "string"}, {"type": "null"}]}
					{"type": ["string", "null"]}                  | {"oneOf": [{"type": "string"}, {"type": "null"}]}
					{"anyOf": [{"type": "string"}, {"type": "null"}]} | {"type": ["string", "null"]}
					{"enum": ["a", "b"]}                          | {"enum": ["c", "b", "a"]}
					{"enum": ["a", "b"]}                          | {"anyOf": [{"const": "a"}, {"const": "b"}]}
					{"const": 3}                                  | {"minimum": 2, "type": "integer"}
					{"type": "boolean"}                           | {"enum": [true, false]}
					{"type": "integer", "minimum": 1}             | {"exclusiveMinimum": 0, "maximum": 0.0e0, "type": "integer", "not": {"maximum": 0}, "anyOf": [true]}x
					{"minimum": 1, "type": "number"}              | {"minimum": 0.5}
					{"type": "number", "multipleOf": 0.1}         | {"multipleOf": 0.05}
					{"type": "integer"}                           | {"multipleOf": 1}
					{"type": "string", "minLength": 3, "maxLength": 5} | {"minLength": 2, "maxLength": 6}
					{"pattern": "^a", "type": "string"}           | {"pattern": "^a"}
					{"type": "object"}                            | {"maxLength": 3, "minimum": 2, "items": false}
					{"required": ["a", "b"], "type": "object"}    | {"required": ["a"]}
					{"properties": {"a": {"type": "integer"}}, "type": "object"} | {"properties": {"a": {"type": "number"}, "b": {"type": "string"}}}
					{"properties": {"a": {"type": "integer"}}, "type": "object"} | {"properties": {"a": true}, "additionalProperties": false}
					{"patternProperties": {"^x": {"type": "string"}}, "type": "object"} | {"properties": {"x1": {"type": "string"}}, "patternProperties": {"^x": true}, "additionalProperties": false}
					{"additionalProperties": {"type": "integer"}, "type": "object"} | {"additionalProperties": {"type": "number"}}
					{"items": {"type": "integer"}, "type": "array", "maxItems": 3} | {"items": {"type": "number"}, "maxItems": 4}
					{"prefixItems": [{"const": 1}, {"const": "a"}], "items": false, "type": "array"} | {"prefixItems": [{"type": "integer"}], "items": {"type": "string"}}
					{"allOf": [{"type": "object"}, {"$ref": "#/$defs/a"}], "$defs": {"a": {"required": ["x"]}}} | {"required": ["x"], "type": "object"}
					{"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"type": "null"}} | {"type": ["string", "null"]}
					{"type": "string", "if": {"maxLength": 3}, "then": {"pattern": "a"}} | {"if": {"maxLength": 3}, "then": {"pattern": "a"}, "else": true}x
					{"oneOf": [{"type": "object", "required": ["kind"], "properties": {"kind": {"const": "a"}}}, {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "b"}}}]} | {"oneOf": [{"type": "object", "required": ["kind"], "properties": {"kind": {"const": "b"}}}, {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "a"}}}]}
					{"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["b"]} | {"$ref": "#/$defs/tree", "$defs": {"tree": {"properties": {"a": {"$ref": "#/$defs/tree"}}, "type": "object"}}}
					{"type": "string"}                            | {"not": {"type": "object"}}
					false                                         | {"type": "string"}
					{"type": "array"}                             | true
					{"title": "x", "type": "null", "default": 1, "x-any": 2} | {"description": "y", "deprecated": true, "type": "null"}
					""")
	void everyValueOfTheWriterSatisfiesTheReader(String writer, String reader) {
		if (reader.endsWith("x")) {
			// shows that the row before would fail
			assertThat(breaks(writer, reader.substring(0, reader.length() - 1))).isNotEmpty();
		}
		else {
			assertThat(breaks(writer, reader)).isEmpty();
		}
	}

	private List<SchemaBreak> breaks(String writer, String reader) {
		return Compatibility.breaks(contract("1", writer), contract("2", reader));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"type": "number"}                       | {"type": "integer"}                    | ``          | /type
					{}                                       | {"type": "object"}                     | ``          | /type
					{"type": "string"}                       | {"enum": ["a"]}                        | ``          | /enum
					{"enum": ["a", "b"]}                     | {"enum": ["a"]}                        | ``          | ``
					{"type": "number", "minimum": 0}         | {"minimum": 1}                         | ``          | /minimum
					{"type": "number", "minimum": 0}         | {"exclusiveMinimum": 0}                | ``          | /exclusiveMinimum
					{"type": "number", "exclusiveMaximum": 5} | {"maximum": 4}                        | ``          | /maximum
					{"type": "number"}                       | {"multipleOf": 2}                      | ``          | /multipleOf
					{"type": "string"}                       | {"minLength": 1}                       | ``          | /minLength
					{"type": "string", "maxLength": 9}       | {"maxLength": 8}                       | ``          | /maxLength
					{"type": "string", "pattern": "b"}       | {"pattern": "a"}                       | ``          | /pattern
					{"type": "string"}                       | {"format": "date"}                     | ``          | /format
					{"type": "object"}                       | {"required": ["total"]}                | /total      | /required
					{"type": "object", "properties": {"a": {"type": "object"}}} | {"properties": {"a": {"required": ["b/c"]}}} | /a/b~1c | /properties/a/required
					{"type": "object", "properties": {"a": {"type": "string"}}} | {"properties": {"a": {"type": "integer"}}} | /a | /properties/a/type
					{"type": "object", "properties": {"a": true}} | {"additionalProperties": false}   | /a          | /additionalProperties
					{"type": "object", "additionalProperties": {}} | {"additionalProperties": false}  | /*          | /additionalProperties
					{"type": "object", "patternProperties": {"^a": {}}} | {"patternProperties": {"^a": {"type": "null"}}} | /* | /patternProperties/^a/type
					{"type": "object", "properties": {"ab": {}}} | {"patternProperties": {"^a": {"type": "null"}}} | /ab | /patternProperties/^a/type
					{"type": "object", "properties": {"A": {}}} | {"propertyNames": {"pattern": "^[a-z]"}} | /A | /propertyNames
					{"type": "object"}                       | {"minProperties": 1}                   | ``          | /minProperties
					{"type": "object", "properties": {"a": {}}} | {"dependentRequired": {"a": ["b"]}} | /b          | /dependentRequired
					{"type": "array"}                        | {"items": {"type": "string"}}          | /*          | /items/type
					{"type": "array", "prefixItems": [{"type": "null"}], "items": {"type": "string"}} | {"items": {"type": "string"}} | /0 | /items
					{"type": "array"}                        | {"uniqueItems": true}                  | ``          | /uniqueItems
					{"type": "array"}                        | {"contains": {"type": "string"}}       | ``          | /contains
					{"type": ["string", "integer"]}          | {"anyOf": [{"type": "string"}, {"type": "null"}]} | `` | /anyOf
					{"anyOf": [{"type": "string"}, {"type": "object"}]} | {"type": "string"}          | ``          | /type
					{"type": "string"}                       | {"oneOf": [{"type": "string"}, {"maxLength": 3}]} | `` | /oneOf
					{"type": "string"}                       | {"not": {"maxLength": 3}}              | ``          | /not
					{"type": "string"}                       | {"if": {"minLength": 3}, "then": {"pattern": "a"}} | `` | /then/pattern
					{"type": "object", "properties": {"a": {}}} | {"properties": {"a": false}}        | /a          | /properties/a
					{"type": "object"}                       | {"unevaluatedProperties": false}       | ``          | /unevaluatedProperties
					{"type": "object", "properties": {"c": {"$ref": "#"}}} | {"$ref": "#/$defs/t", "$defs": {"t": {"properties": {"c": {"$ref": "#/$defs/t"}}, "maxProperties": 2}}} | `` | /$defs/t/maxProperties
					""")
	void aBreakHasItsFieldAndItsRule(String writer, String reader, String field, String pointer) {
		assertThat(breaks(writer, reader)).anySatisfy((found) -> {
			assertThat(found.field()).isEqualTo((field != null) ? field : "");
			assertThat(found.pointer()).isEqualTo((pointer != null) ? pointer : "");
		});
	}

	@Test
	void whenAVersionAddsAnOptionalFieldThenItIsFullyCompatible() {
		Contract earlier = contract("1", "{\"type\": \"object\", \"properties\": {\"total\": {\"type\": \"number\"}}}");
		Contract later = contract("2", "{\"type\": \"object\", \"properties\": {\"total\": {\"type\": \"number\"},"
				+ " \"currency\": {\"type\": \"string\"}}}");
		CompatibilityReport report = Compatibility.FULL.compare(earlier, later);
		assertThat(report.isCompatible()).isTrue();
		assertThat(report).hasToString("'order.placed' version 2 is full compatible with version 1");
	}

	@Test
	void whenAVersionAddsARequiredFieldThenItsReadersCannotReadTheEarlierOne() {
		Contract earlier = contract("1", "{\"type\": \"object\"}");
		Contract later = contract("2", "{\"type\": \"object\", \"required\": [\"currency\"]}");
		assertThat(Compatibility.FORWARD.compare(earlier, later).isCompatible()).isTrue();
		CompatibilityReport report = Compatibility.BACKWARD.compare(earlier, later);
		assertThat(report.breaks())
			.containsExactly(new SchemaBreak("/currency", "/required", "is not always there, and is required"));
		assertThat(report.toString()).contains("'order.placed' version 2 is not backward compatible with version 1")
			.contains("field '/currency' is not always there, and is required (rule '#/required')");
		assertThat(Compatibility.FULL.compare(earlier, later).breaks()).hasSize(1);
	}

	@Test
	void whenAVersionRemovesAFieldThatWasRequiredThenReadersOfTheEarlierOneBreak() {
		Contract earlier = contract("1", "{\"type\": \"object\", \"required\": [\"total\"]}");
		Contract later = contract("2", "{\"type\": \"object\"}");
		assertThat(Compatibility.BACKWARD.compare(earlier, later).isCompatible()).isTrue();
		assertThat(Compatibility.FORWARD.compare(earlier, later).breaks()).extracting(SchemaBreak::field)
			.containsExactly("/total");
	}

	@Test
	void whenAlternativesMultiplyThenTheComparisonEnds() {
		StringBuilder schema = new StringBuilder("{\"type\": \"object\", \"allOf\": [");
		for (int i = 0; i < 30; i++) {
			schema.append((i > 0) ? "," : "")
				.append("{\"anyOf\": [{\"required\": [\"a" + i + "\"]}, {\"required\": [\"b" + i + "\"]}]}");
		}
		assertThat(breaks(schema + "]}", "{\"required\": [\"c\"]}")).isNotEmpty();
	}

}
