package io.github.dualstream.contract;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;

/**
 * File of a contract: its schema, or an example.
 *
 * @param consumer name of the consumer; {@code null} for a contract of the publisher
 * @param type event type
 * @param version version of the data's schema
 * @param example whether it is an example
 * @param resource the file
 */
record ContractFile(@Nullable String consumer, String type, String version, boolean example, Resource resource) {

	/** More than any schema needs, and than an event may have by default. */
	static final int MAX_SIZE = 1024 * 1024;

	/** Numbers keep their digits, as rules such as multipleOf depend on them. */
	static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private static final JsonMapper SCHEMAS = JSON.rebuild()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

	private static final Pattern FILE_NAME = Pattern
		.compile("([0-9][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*)\\.(schema|example(?:-[A-Za-z0-9._-]+)?)\\.json");

	static ContractFile of(@Nullable String consumer, String type, Resource resource) {
		String location = location(resource);
		requireName(location, "event type", type);
		if (consumer != null) {
			requireName(location, "consumer", consumer);
		}
		Matcher name = FILE_NAME.matcher(String.valueOf(resource.getFilename()));
		if (!name.matches()) {
			throw new InvalidContractException(location, "is neither a schema nor an example",
					"Name it <version>.schema.json, <version>.example.json or <version>.example-<name>.json;"
							+ " a version begins with a digit.");
		}
		try {
			Version version = Version.parse(name.group(1));
			return new ContractFile(consumer, type, version.toString(), !"schema".equals(name.group(2)), resource);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidContractException(location, "has no valid version: " + ex.getMessage(),
					"Use a version such as 1 or 1.2.", ex);
		}
	}

	private static void requireName(String location, String what, String name) {
		if (!NAME.matcher(name).matches()) {
			throw new InvalidContractException(location,
					"is in the folder of the " + what + " '" + name + "', which is not 1 to 100 of A-Z a-z 0-9 . _ -",
					"Rename the folder.");
		}
	}

	String location() {
		return location(this.resource);
	}

	private static String location(Resource resource) {
		try {
			return resource.getURL().toString();
		}
		catch (IOException ex) {
			return resource.getDescription();
		}
	}

	byte[] bytes() {
		try (InputStream input = this.resource.getInputStream()) {
			byte[] bytes = input.readNBytes(MAX_SIZE + 1);
			if (bytes.length > MAX_SIZE) {
				throw new InvalidContractException(location(), "is larger than " + MAX_SIZE + " bytes",
						this.example ? "Shorten the example." : "Split the schema by event types.");
			}
			return bytes;
		}
		catch (IOException ex) {
			throw new InvalidContractException(location(), "cannot be read: " + ex.getMessage(),
					"Check the file and the class path.", ex);
		}
	}

	JsonNode schema(byte[] bytes) {
		try {
			return SCHEMAS.readTree(bytes);
		}
		catch (JacksonException ex) {
			throw new InvalidContractException(location(), "is not JSON: " + ex.getOriginalMessage(),
					"Correct the file.", ex);
		}
	}

}
