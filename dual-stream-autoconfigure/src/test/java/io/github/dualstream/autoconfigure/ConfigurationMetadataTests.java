package io.github.dualstream.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE knows of the properties.
 */
class ConfigurationMetadataTests {

	@Test
	void everyPropertyHasADescription() throws IOException {
		Map<String, String> descriptions = descriptions();
		for (String property : KnownProperties.names()) {
			String described = property.contains(".*") ? property.substring(0, property.indexOf(".*")) : property;
			assertThat(descriptions.get(described)).as(described).isNotBlank();
		}
	}

	@Test
	void metadataHasNoPropertyThatDoesNotExist() throws IOException {
		assertThat(descriptions().keySet()).allSatisfy((property) -> assertThat(KnownProperties.names())
			.anyMatch((known) -> known.equals(property) || known.startsWith(property + ".*")));
	}

	private static Map<String, String> descriptions() throws IOException {
		Map<String, String> descriptions = new HashMap<>();
		for (URL metadata : Collections.list(ConfigurationMetadataTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream input = metadata.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(input).path("properties")) {
					if (property.path("name").asString().startsWith("dual-stream.")) {
						descriptions.put(property.path("name").asString(), property.path("description").asString(""));
					}
				}
			}
		}
		return descriptions;
	}

}
