package io.github.dualstream.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GithubDelivery} with real deliveries.
 */
class OctokitDeliveriesTests {

	@Test
	void mapsEachRealDeliveryToOneEventPerSource() throws Exception {
		List<String> deliveries = new ArrayList<>();
		for (JsonNode event : OctokitDeliveries.read()) {
			String name = event.get("name").stringValue();
			for (JsonNode body : event.get("examples")) {
				verify(name, body);
				deliveries.add(name);
			}
		}
		assertThat(deliveries).hasSize(329);
	}

	private static void verify(String name, JsonNode body) {
		byte[] bytes = body.toPrettyString().getBytes(StandardCharsets.UTF_8);
		List<Event> events = GithubDelivery.of(name, "72d3162e-cc78-11e3-81ab-4c9367dc0958", bytes).events();
		Map<String, String> sources = new TreeMap<>();
		events.forEach((event) -> sources.put(event.sourceType(), event.sourceId()));
		assertThat(sources).as(name).isEqualTo(expectedSources(name, body)).hasSameSizeAs(events);
		assertThat(events).allSatisfy((event) -> {
			assertThat(event.id()).isEqualTo("72d3162e-cc78-11e3-81ab-4c9367dc0958:" + event.sourceType());
			assertThat(event.type()).isEqualTo(
					"github." + name + (body.path("action").isString() ? "." + body.get("action").stringValue() : ""));
			assertThat(event.data()).isEqualTo(JsonData.of(bytes));
		});
	}

	private static Map<String, String> expectedSources(String name, JsonNode body) {
		Map<String, String> sources = new TreeMap<>();
		if (body.path("repository").has("full_name")) {
			sources.put("repo", body.get("repository").get("full_name").stringValue());
		}
		if (body.path("sender").has("login")) {
			sources.put("user", body.get("sender").get("login").stringValue());
		}
		if (body.path("organization").has("login")) {
			sources.put("org", body.get("organization").get("login").stringValue());
		}
		return sources.isEmpty() ? Map.of("github", name) : sources;
	}

}
