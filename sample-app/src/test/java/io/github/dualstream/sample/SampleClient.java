package io.github.dualstream.sample;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import org.awaitility.Awaitility;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Client of a running sample, for tests.
 */
final class SampleClient {

	private static final JsonMapper JSON = new JsonMapper();

	private final RestClient client;

	SampleClient(int port) {
		DefaultUriBuilderFactory uris = new DefaultUriBuilderFactory("http://localhost:" + port);
		uris.setEncodingMode(DefaultUriBuilderFactory.EncodingMode.VALUES_ONLY);
		this.client = RestClient.builder().uriBuilderFactory(uris).build();
	}

	/** A push to a repository, as GitHub's webhook would deliver it. */
	static String push(String repository) {
		return "{\"repository\": {\"full_name\": \"" + repository + "\"}, \"sender\": {\"login\": \"mona\"}}";
	}

	JsonNode deliver(String repository) {
		return deliver(UUID.randomUUID().toString(), repository);
	}

	JsonNode deliver(String delivery, String repository) {
		return JSON.readTree(post("/webhooks/github", push(repository), (headers) -> {
			headers.set("X-GitHub-Event", "push");
			headers.set("X-GitHub-Delivery", delivery);
		}).getBody());
	}

	void awaitTotal(String repository, int total) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(stats(repository).get("total").intValue()).isEqualTo(total));
	}

	JsonNode stats(String repository) {
		return get("/stats?repo={repo}", repository);
	}

	JsonNode events(String source) {
		return get("/events?source={source}", source).get("events");
	}

	/** The summary of the orders, once it includes an event; or an error. */
	ResponseEntity<String> summaryWith(String etag) {
		return this.client.get()
			.uri("/orders/summary")
			.header(HttpHeaders.IF_NONE_MATCH, etag)
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.toEntity(String.class);
	}

	JsonNode get(String uri, Object... variables) {
		return JSON.readTree(text(uri, variables));
	}

	String text(String uri, Object... variables) {
		return this.client.get().uri(uri, variables).retrieve().body(String.class);
	}

	/** The answer, also if it is an error. */
	ResponseEntity<String> post(String uri, String body) {
		return post(uri, body, (headers) -> {
		});
	}

	private ResponseEntity<String> post(String uri, String body, Consumer<HttpHeaders> headers) {
		return this.client.post()
			.uri(uri)
			.headers(headers)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.toEntity(String.class);
	}

	void delete(String uri) {
		this.client.delete().uri(uri).retrieve().toBodilessEntity();
	}

}
