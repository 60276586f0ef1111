package io.github.dualstream.feed.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.TraceContext;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import io.github.dualstream.transport.LogUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventQueryController}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "dual-stream.web.enabled=true", "spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE" })
class EventQueryTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final String sourceId = UUID.randomUUID().toString();

	@LocalServerPort
	private int port;

	@Autowired
	private InMemoryLog log;

	private WebTestEvents events;

	@BeforeEach
	void setUp(@Autowired InMemoryBus bus) {
		this.events = new WebTestEvents(this.log, bus);
	}

	@AfterEach
	void healLog() {
		this.log.setBroken(null);
	}

	@Test
	void answersTheFullEventAsItWasStored() throws Exception {
		Event event = Event.builder()
			.id("e-1")
			.source("order", this.sourceId)
			.type("order.placed")
			.time(Instant.parse("2025-01-31T12:00:00Z"))
			.version("2")
			.correlationId("c-1")
			.causationId("c-0")
			.traceContext(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null))
			.extension("tenant", "blue")
			.data(JsonData.of("{\"amount\": 1.50, \"B\":null}"))
			.build();
		Position position = this.log.append(event);
		HttpResponse<String> response = get("source=order:" + this.sourceId);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
		assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
		assertThat(response.body()).isEqualTo("{\"events\":[{\"id\":\"e-1\",\"type\":\"order.placed\","
				+ "\"source_type\":\"order\",\"source_id\":\"" + this.sourceId + "\","
				+ "\"time\":\"2025-01-31T12:00:00Z\",\"version\":\"2\",\"correlation_id\":\"c-1\","
				+ "\"causation_id\":\"c-0\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
				+ "\"extensions\":{\"tenant\":\"blue\"},\"position\":\"" + position + "\","
				+ "\"payload\":{\"amount\": 1.50, \"B\":null}}],\"next\":\"" + position + "\"}");
	}

	@Test
	void leavesAbsentFieldsOut() throws Exception {
		this.events.append(this.sourceId, "e-1");
		JsonNode event = JSON.readTree(get("source=order:" + this.sourceId).body()).get("events").get(0);
		assertThat(event.propertyNames()).containsExactly("id", "type", "source_type", "source_id", "time", "position",
				"payload");
	}

	@Test
	void answersTheMostRecentOnesAndContinuesBehindACursor() throws Exception {
		Position first = this.events.append(this.sourceId, "1");
		this.events.append(this.sourceId, "2");
		this.events.append(this.sourceId, "3");
		assertThat(ids(get("source=order:" + this.sourceId + "&limit=2"))).containsExactly("2", "3");
		HttpResponse<String> second = get("source=order:" + this.sourceId + "&limit=1&after=" + first);
		assertThat(ids(second)).containsExactly("2");
		String next = JSON.readTree(second.body()).get("next").asString();
		assertThat(ids(get("source=order:" + this.sourceId + "&after=" + next))).containsExactly("3");
	}

	@Test
	void theCursorOfAStreamContinuesAQueryAndTheOtherWayRound() throws Exception {
		Position first = this.events.append(this.sourceId, "1");
		this.events.append(this.sourceId, "2");
		String cursor = "events~1@first:0:" + (first.offset() + 1);
		assertThat(ids(get("source=order:" + this.sourceId + "&after=" + cursor))).containsExactly("2");
		HttpRequest stream = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port
				+ "/events/stream?source=order:" + this.sourceId + "&lastEventId=" + first))
			.build();
		try (Stream<String> lines = this.client.send(stream, HttpResponse.BodyHandlers.ofLines()).body()) {
			assertThat(lines.filter((line) -> line.startsWith("data:")).findFirst().orElseThrow())
				.contains("\"id\":\"2\"");
		}
	}

	@Test
	void whenTheSourceHasNoEventsThenTheAnswerIsEmpty() throws Exception {
		HttpResponse<String> response = get("source=order:" + this.sourceId);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(JSON.readTree(response.body()).get("events").isEmpty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a:b", "*", "?", "[a-z]", "\\", "a,b", "\uD83D\uDE00", "../", "%0d%0a", "caf\u00e9", "a b",
			"a&b=c" })
	void anyVisibleSourceIdIsFound(String id) throws Exception {
		this.events.append(id, "e-1");
		assertThat(ids(get("source=" + encode("order:" + id)))).containsExactly("e-1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			limit=1                             | source | is missing
			source=order                        | source | has no colon
			source=                             | source | has no colon
			source=:42                          | source | is empty
			source=order:                       | source | is empty
			source=or%20der:42                  | source | U+0020 at position 2
			source=%E4%B8%AD:42                 | source | U+4E2D at position 0
			source=order:%20                    | source | is blank
			source=order:a%0Ab                  | source | U+000A at position 1
			source=order:a%0Db                  | source | U+000D at position 1
			source=order:a%00b                  | source | U+0000 at position 1
			source=order:a%E2%80%AEb            | source | U+202E at position 1
			source=order:a%E2%80%8Bb            | source | U+200B at position 1
			source=order:cafe%CC%81             | source | normalization form C
			source=order:1&source=order:2       | source | is given 2 times
			source=order:1&after=               | after  | is not a cursor
			source=order:1&after=x              | after  | is not a cursor
			source=order:1&after=12             | after  | is not a cursor
			source=order:1&after=events:0:-1    | after  | is not a cursor
			source=order:1&after=events~2:0:1:1:1 | after | is not a cursor
			source=order:1&after=events:0:9223372036854775808 | after | is not a cursor
			source=order:1&after=events:9999999999:1          | after | is not a cursor
			source=order:1&after=events:0:1%0A  | after  | is not a cursor
			source=order:1&after=events:0:1&after=events:0:1  | after | is given 2 times
			source=order:1&limit=0              | limit  | from 1 to 1000
			source=order:1&limit=1001           | limit  | from 1 to 1000
			source=order:1&limit=-1             | limit  | from 1 to 1000
			source=order:1&limit=99999999999    | limit  | from 1 to 1000
			source=order:1&limit=many           | limit  | from 1 to 1000
			source=order:1&limit=               | limit  | from 1 to 1000
			""")
	void badInputIsAProblemThatNamesTheParameter(String query, String parameter, String detail) throws Exception {
		HttpResponse<String> response = get(query);
		JsonNode problem = problem(response, 400);
		assertThat(problem.get("parameter").asString()).isEqualTo(parameter);
		assertThat(problem.get("detail").asString()).startsWith("Parameter '" + parameter + "' ").contains(detail);
	}

	@Test
	void whenTheSourceIdIsTooLongThenItIsRefused() throws Exception {
		JsonNode problem = problem(get("source=order:" + "x".repeat(513)), 400);
		assertThat(problem.get("detail").asString()).contains("513 characters");
		assertThat(get("source=order:" + "x".repeat(65536)).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource({ "other:0:100,foreign", "events:7:100,foreign", "events:0:9223372036854775807,ahead",
			"events:0:1,expired" })
	void whenTheCursorCannotBeHonouredThenItIsGone(String after, String reason) throws Exception {
		JsonNode problem = problem(get("source=order:1&after=" + after), 410);
		assertThat(problem.get("reason").asString()).isEqualTo(reason);
		assertThat(problem.get("detail").asString()).containsIgnoringCase("the cursor")
			.contains("without 'after'")
			.doesNotContainPattern("[0-9]");
	}

	@Test
	void whenTheLogIsAwayThenTheClientIsToldToTryAgain() throws Exception {
		this.log.setBroken(new LogUnavailableException("broker kafka-7.internal is away", new IOException()));
		HttpResponse<String> response = get("source=order:1");
		JsonNode problem = problem(response, 503);
		assertThat(response.headers().firstValue("Retry-After")).contains("5");
		assertThat(problem.get("detail").asString()).contains("retry in").doesNotContain("kafka-7");
	}

	@Test
	void whenTheSourceIsNotGrantedThenItIsForbiddenAndNothingIsRead() throws Exception {
		this.log.setBroken(new IllegalStateException("must not be read"));
		JsonNode problem = problem(get("source=secret:1"), 403);
		assertThat(problem.get("source").asString()).isEqualTo("secret:1");
	}

	@Test
	void whenTheMethodIsAnotherThenItIsNotAllowed() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("source=order:1"))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		assertThat(this.client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
	}

	private HttpResponse<String> get(String query) throws Exception {
		return this.client.send(HttpRequest.newBuilder(uri(query)).build(), HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String query) {
		return URI.create("http://localhost:" + this.port + "/events?" + query);
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static Iterable<String> ids(HttpResponse<String> response) {
		return JSON.readTree(response.body())
			.get("events")
			.valueStream()
			.map((event) -> event.get("id").asString())
			.toList();
	}

	private static JsonNode problem(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		return JSON.readTree(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	static class Application {

		@Bean
		FeedAuthorizer feedAuthorizer() {
			return (request) -> !request.source().type().equals("secret");
		}

	}

}
