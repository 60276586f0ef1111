package io.github.dualstream.sample;

import java.util.UUID;

import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Positions of orders if cursors are encrypted.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:order-position",
				"dual-stream.web.cursor-key=AAECAwQFBgcICQoLDA0ODw==" })
@AutoConfigureDualStream
class OrderPositionTests {

	private static final JsonMapper JSON = new JsonMapper();

	@LocalServerPort
	private int port;

	private SampleClient sample;

	@BeforeEach
	void connect() {
		this.sample = new SampleClient(this.port);
	}

	@Test
	void theEtagOfAnOrderTellsNoOffsetAndIsACursorOfTheSummaryAndOfQueries(@Autowired JdbcClient jdbc) {
		ResponseEntity<String> placed = this.sample.post("/orders", "{\"item\": \"blue bell\", \"total\": 5}");
		JsonNode order = JSON.readTree(placed.getBody());
		String id = order.get("id").stringValue();
		String cursor = order.get("position").stringValue();
		assertThat(cursor).matches("[A-Za-z0-9_-]{60,}");
		assertThat(placed.getHeaders().getETag()).isEqualTo('"' + cursor + '"');
		assertThat(placed.getHeaders().getLocation()).hasPath("/orders/" + id);
		assertThat(this.sample.summaryWith('"' + cursor + '"').getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(jdbc.sql("select count(*) from order_summary where id = ?").param(id).query(Integer.class).single())
			.isEqualTo(1);
		assertThat(this.sample.get("/events?source={source}&after={after}", "order:" + id, cursor).get("events"))
			.noneMatch((event) -> event.get("id").equals(order.get("eventId")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"orders:0:0\"", "\"none\"", "none", "*" })
	void whatIsNoCursorOfTheApplicationIsRefused(String etag) {
		ResponseEntity<String> refused = this.sample.summaryWith(etag);
		assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(refused.getBody()).contains("If-None-Match is not the ETag of an order");
	}

	@Test
	void theCursorOfAnotherTopicIsRefused() {
		String repository = "octocat/" + UUID.randomUUID();
		this.sample.deliver(repository);
		String cursor = this.sample.events("repo:" + repository).get(0).get("position").stringValue();
		assertThat(this.sample.summaryWith('"' + cursor + '"').getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
	}

}
