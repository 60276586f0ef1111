package io.github.dualstream.contract;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import io.github.dualstream.transport.PrintableText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * JSON Schema, version 2020-12, of one file. Nothing is ever loaded from elsewhere, and
 * no schema and no data can make a check take arbitrarily long: patterns match in linear
 * time, and the steps of a check are limited. Thread-safe.
 */
final class JsonSchema {

	private static final int MAX_VIOLATIONS = 100;

	private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(dialect(),
			(registry) -> registry
				.schemaLoader((loader) -> loader.allow((iri) -> iri.toString().startsWith(SchemaRules.DIALECT_FOLDER)))
				.schemaRegistryConfig(SchemaRegistryConfig.builder().regularExpressionFactory((regex) -> {
					Pattern pattern = Pattern.compile(regex);
					return (value) -> pattern.matcher(value).find();
				}).build()));

	private static final Schema META_SCHEMA = REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));

	private final JsonNode json;

	private final Map<String, JsonPointer> references;

	private final Schema schema;

	private JsonSchema(JsonNode json, Map<String, JsonPointer> references, Schema schema) {
		this.json = json;
		this.references = references;
		this.schema = schema;
	}

	/** Keywords such as x-publisher say something to others. */
	private static Dialect dialect() {
		return Dialect.builder(Dialects.getDraft202012())
			.unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
			.build();
	}

	/**
	 * Create a schema.
	 * @param file location of its file, for errors
	 * @param json the schema
	 * @return the schema
	 * @throws InvalidContractException if it is no valid schema of this version, or
	 * refers to other documents
	 */
	static JsonSchema of(String file, JsonNode json) {
		SchemaRules.requireDialect(file, json);
		try {
			List<ContractViolation> errors = check(META_SCHEMA, json, Steps.forSize(ContractFile.MAX_SIZE));
			if (!errors.isEmpty()) {
				throw new InvalidContractException(file, "is no JSON Schema: " + join(errors), "Correct the schema.");
			}
			Map<String, JsonPointer> references = SchemaRules.check(file, json);
			Schema schema = REGISTRY.getSchema(json);
			schema.initializeValidators();
			return new JsonSchema(json, references, schema);
		}
		catch (SchemaException ex) {
			throw new InvalidContractException(file, "is no JSON Schema: " + PrintableText.of(ex.getMessage()),
					"Correct the schema.", ex);
		}
		catch (StackOverflowError ex) {
			throw new InvalidContractException(file, "is nested too deeply", "Use $defs and $ref.", ex);
		}
	}

	/** The first few, as one sentence. */
	static String join(List<ContractViolation> violations) {
		return String.join("; ", violations.stream().limit(3).map(ContractViolation::toString).toList())
				+ ((violations.size() > 3) ? "; and " + (violations.size() - 3) + " more" : "");
	}

	JsonNode json() {
		return this.json;
	}

	/**
	 * Find the schema that a reference of this one means.
	 * @param reference value of a {@code $ref}
	 * @return JSON pointer to the schema
	 */
	JsonPointer target(String reference) {
		return Objects.requireNonNull(this.references.get(reference));
	}

	/**
	 * Check data.
	 * @param data data as JSON in UTF-8
	 * @return violations, at most 100
	 */
	List<ContractViolation> check(byte[] data) {
		try {
			return check(this.schema, ContractFile.JSON.readTree(data), Steps.forSize(data.length));
		}
		catch (JacksonException ex) {
			return List.of(new ContractViolation("", "cannot be read: " + ex.getOriginalMessage()));
		}
	}

	/**
	 * Check data against a schema within this one.
	 * @param pointer JSON pointer to the schema
	 * @param data the data
	 * @return violations, at most 100
	 */
	List<ContractViolation> check(JsonPointer pointer, JsonNode data) {
		NodePath path = new NodePath(PathType.JSON_POINTER);
		for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
			path = rest.mayMatchElement() ? path.append(rest.getMatchingIndex())
					: path.append(rest.getMatchingProperty());
		}
		Schema within = pointer.matches() ? this.schema : this.schema.getSubSchema(path);
		return check(within, data, Steps.forSize(ContractFile.MAX_SIZE));
	}

	private static List<ContractViolation> check(Schema schema, JsonNode data, Steps steps) {
		try {
			return schema.validate(steps, data, OutputFormat.DEFAULT, (context, schemaContext) -> {
			}).stream().limit(MAX_VIOLATIONS).map(JsonSchema::violation).toList();
		}
		catch (Steps.LimitException ex) {
			return List.of(new ContractViolation("", ex.getMessage()));
		}
		catch (StackOverflowError ex) {
			return List.of(new ContractViolation("", "is nested too deeply to be checked"));
		}
	}

	private static ContractViolation violation(Error error) {
		String pointer = String.valueOf(error.getInstanceLocation());
		return new ContractViolation(PrintableText.of(pointer), PrintableText.of(error.getMessage()));
	}

}
