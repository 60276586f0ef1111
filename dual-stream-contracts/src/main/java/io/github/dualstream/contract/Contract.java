package io.github.dualstream.contract;

import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Contract of one version of an event type: a JSON Schema of its data, with examples.
 * Immutable.
 * <p>
 * Two keywords of the schema say more about the events: {@code x-source-type} is their
 * source type, by default the type up to its first dot; {@code x-publisher} is the
 * {@code spring.application.name} of their publisher, by default any application that has
 * the contract.
 */
public final class Contract {

	private static final int MAX_URI = 1024;

	private final String type;

	private final Version version;

	private final String file;

	private final JsonSchema schema;

	private final String uri;

	private final String sourceType;

	private final List<ContractFile> examples;

	Contract(ContractFile file, JsonNode schema, List<ContractFile> examples) {
		this.type = file.type();
		this.version = Version.parse(file.version());
		this.file = file.location();
		this.schema = JsonSchema.of(this.file, schema);
		this.uri = uri(schema);
		this.sourceType = sourceType(schema);
		this.examples = List.copyOf(examples);
	}

	private String uri(JsonNode schema) {
		JsonNode id = schema.path("$id");
		if (id.isMissingNode()) {
			return "urn:dual-stream:contract:" + this.type + ":" + this.version;
		}
		try {
			String text = id.asString();
			URI parsed = new URI(text);
			if (parsed.isAbsolute() && parsed.getFragment() == null && text.length() <= MAX_URI) {
				return text;
			}
		}
		catch (URISyntaxException ex) {
			// falls through to the same problem
		}
		throw new InvalidContractException(this.file, "has an $id that is not an absolute URI: " + id,
				"Correct it, or leave it out.");
	}

	private String sourceType(JsonNode schema) {
		int dot = this.type.indexOf('.');
		String sourceType = schema.path("x-source-type").asString((dot > 0) ? this.type.substring(0, dot) : this.type);
		try {
			return new Source(sourceType, "any").type();
		}
		catch (RejectedException ex) {
			throw new InvalidContractException(this.file, "has no valid source type: " + ex.getMessage(),
					"Set x-source-type in the schema.", ex);
		}
	}

	/**
	 * Event type.
	 * @return the type
	 */
	public String type() {
		return this.type;
	}

	/**
	 * Version of the data's schema, as of {@link io.github.dualstream.Event#version()}.
	 * @return the version
	 */
	public String version() {
		return this.version.toString();
	}

	Version comparableVersion() {
		return this.version;
	}

	/**
	 * URI of the schema, which events carry as {@code dataschema}.
	 * @return the {@code $id} of the schema, or else
	 * {@code urn:dual-stream:contract:<type>:<version>}
	 */
	public String uri() {
		return this.uri;
	}

	/**
	 * Location of the schema.
	 * @return URL of the file
	 */
	public String file() {
		return this.file;
	}

	/**
	 * Source type of the events.
	 * @return the source type
	 */
	public String sourceType() {
		return this.sourceType;
	}

	/**
	 * Application that publishes the events.
	 * @return its {@code spring.application.name}; {@code null} if the contract names
	 * none
	 */
	public @Nullable String publisher() {
		JsonNode publisher = this.schema.json().path("x-publisher");
		return publisher.isString() ? publisher.asString() : null;
	}

	/**
	 * Schema of the data.
	 * @return the schema as JSON
	 */
	public JsonData schema() {
		return JsonData.of(ContractFile.JSON.writeValueAsBytes(this.schema.json()));
	}

	JsonSchema jsonSchema() {
		return this.schema;
	}

	/**
	 * Read the examples.
	 * @return the examples
	 * @throws InvalidContractException if a file is not JSON, or larger than 1 MB
	 */
	public List<ContractExample> examples() {
		return this.examples.stream().map(Contract::example).distinct().toList();
	}

	private static ContractExample example(ContractFile file) {
		try {
			return new ContractExample(file.location(), JsonData.of(file.bytes()));
		}
		catch (RejectedException ex) {
			throw new InvalidContractException(file.location(), "is no example: " + ex.getMessage(),
					"Correct the file.", ex);
		}
	}

	/**
	 * Check data.
	 * @param data data of an event
	 * @return violations, at most 100; empty if the data satisfies the contract
	 */
	public List<ContractViolation> check(JsonData data) {
		return this.schema.check(data.bytes());
	}

	@Override
	public String toString() {
		return "'" + this.type + "' version " + this.version;
	}

}
