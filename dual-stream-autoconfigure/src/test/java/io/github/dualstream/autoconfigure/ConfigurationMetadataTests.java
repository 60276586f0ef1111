package io.github.dualstream.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata of the properties, which IDEs and the check for unknown ones go by.
 */
class ConfigurationMetadataTests {

	@Test
	void everyPropertyHasADescription() throws IOException {
		assertThat(descriptions()).isNotEmpty()
			.allSatisfy((property, description) -> assertThat(description).as(property).isNotBlank());
	}

	@Test
	void metadataHasThePropertiesOfTheRecordsAndNoOthers() throws IOException {
		Set<String> bound = records().flatMap(ConfigurationMetadataTests::names).collect(Collectors.toSet());
		bound.add("dual-stream.enabled");
		assertThat(descriptions().keySet()).containsExactlyInAnyOrderElementsOf(bound);
	}

	private static Stream<Class<?>> records() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		return scanner.findCandidateComponents(DualStreamAutoConfiguration.class.getPackageName())
			.stream()
			.map((record) -> ClassUtils.resolveClassName(String.valueOf(record.getBeanClassName()), null));
	}

	private static Stream<String> names(Class<?> record) {
		return names(record.getAnnotation(ConfigurationProperties.class).value(), record);
	}

	private static Stream<String> names(String prefix, Class<?> type) {
		return type.isRecord() ? Stream.of(type.getRecordComponents()).flatMap((component) -> names(prefix, component))
				: Stream.of(prefix);
	}

	private static Stream<String> names(String prefix, RecordComponent component) {
		return names(prefix + "." + DataObjectPropertyName.toDashedForm(component.getName()), component.getType());
	}

	private static Map<String, String> descriptions() throws IOException {
		Map<String, String> descriptions = new HashMap<>();
		for (URL metadata : Collections
			.list(ConfigurationMetadataTests.class.getClassLoader().getResources(KnownProperties.METADATA))) {
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
