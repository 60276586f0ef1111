package io.github.dualstream.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration reference of the documentation is what the metadata says. Run with
 * {@code -Dreference.write=true} to write it anew.
 */
class ConfigurationReferenceTests {

	private static final Path REFERENCE = Path.of("..", "docs", "configuration-reference.md");

	@Test
	void theReferenceIsUpToDate() throws IOException {
		String expected = reference();
		if (Boolean.getBoolean("reference.write")) {
			Files.writeString(REFERENCE, expected);
		}
		assertThat(Files.readString(REFERENCE))
			.as("docs/configuration-reference.md; ./mvnw test -pl dual-stream-autoconfigure -am "
					+ "-Dtest=ConfigurationReferenceTests -Dsurefire.failIfNoSpecifiedTests=false "
					+ "-Dreference.write=true writes it")
			.isEqualTo(expected);
	}

	private static String reference() throws IOException {
		Map<String, Map<String, JsonNode>> groups = new TreeMap<>();
		try (InputStream metadata = DualStreamAutoConfiguration.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			for (JsonNode property : JsonMapper.shared().readTree(metadata).get("properties")) {
				String name = property.get("name").asString();
				String[] parts = StringUtils.delimitedListToStringArray(name, ".");
				groups.computeIfAbsent((parts.length > 2) ? parts[1] : "", (group) -> new TreeMap<>())
					.put(name, property);
			}
		}
		return "# Configuration reference\n\n"
				+ "All properties, as an IDE shows them. [Configuration](configuration.md) shows them in an\n"
				+ "application.yml. This page is generated from the configuration metadata.\n"
				+ groups.entrySet()
					.stream()
					.map((group) -> section(group.getKey(), group.getValue()))
					.collect(Collectors.joining());
	}

	private static String section(String group, Map<String, JsonNode> properties) {
		return "\n## `dual-stream" + (group.isEmpty() ? "" : "." + group) + "`\n\n"
				+ "| property | type | default | |\n|---|---|---|---|\n"
				+ properties.values().stream().map(ConfigurationReferenceTests::row).collect(Collectors.joining());
	}

	private static String row(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		return "| `" + property.get("name").asString() + "` | " + type(property.get("type").asString()) + " | "
				+ (value.isMissingNode() ? "" : "`" + text(value) + "`") + " | "
				+ property.get("description").asString().replace("|", "\\|") + " |\n";
	}

	private static String text(JsonNode value) {
		return value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
				: value.asString();
	}

	/** Without packages, which say nothing to who writes application.yml. */
	private static String type(String type) {
		return "`" + type.replaceAll("[\\w.]+[.$](?=\\w)", "").replace("$", ".") + "`";
	}

}
