package io.github.dualstream.sample;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Orders and their events, with a real Kafka and a real Redis.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DualStreamServers
@Tag("containers")
class OrderTests {

	private static final JsonMapper JSON = new JsonMapper();

	@LocalServerPort
	private int port;

	@Autowired
	private OrderService orders;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void anOrderIsStoredAndItsEventIsPublished() {
		ResponseEntity<String> answer = post("{\"item\":\"red bicycle\",\"total\":99.95}");
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
		JsonNode placed = JSON.readTree(answer.getBody());
		String id = placed.get("id").asString();
		assertThat(count(id)).isEqualTo(1);
		await().atMost(Duration.ofSeconds(30)).until(() -> history(id).size() == 4);
		JsonNode event = history(id).get(0);
		assertThat(event.get("id")).isEqualTo(placed.get("eventId"));
		assertThat(event.get("payload")).isEqualTo(JSON.valueToTree(Map.of("item", "red bicycle", "total", 99.95)));
		await().until(() -> JSON.readTree(get("/orders/outbox")).get("pending").asInt() == 0);
	}

	@Test
	void whenTheTransactionRollsBackThenThereIsNeitherOrderNorEvent() {
		String gone = UUID.randomUUID().toString();
		this.transaction.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			this.orders.place(gone, "blue bell", BigDecimal.TEN);
		});
		String placed = UUID.randomUUID().toString();
		this.orders.place(placed, "blue bell", BigDecimal.TEN);

		await().atMost(Duration.ofSeconds(30)).until(() -> history(placed).size() == 4);
		assertThat(count(gone)).isZero();
		assertThat(history(gone)).isEmpty();
	}

	@Test
	void anOrderThatIsNotValidIsRefused() {
		for (String body : new String[] { "{}", "{\"item\":\" \",\"total\":1}", "{\"item\":\"x\",\"total\":-1}",
				"{\"item\":\"x\",\"total\":1.234}", "{\"item\":\"x\",\"total\":1e99}",
				"{\"item\":\"x\",\"total\":0e999999999}", "{\"item\":\"x\",\"total\":0e-999999999}", "not JSON",
				"{\"item\":\"" + "x".repeat(100_000) + "\"}" }) {
			assertThat(post(body).getStatusCode()).as(body)
				.isEqualTo((body.length() < 20_000) ? HttpStatus.BAD_REQUEST : HttpStatus.CONTENT_TOO_LARGE);
		}
	}

	private int count(String id) {
		return this.jdbc.sql("select count(*) from orders where id = ?").param(id).query(Integer.class).single();
	}

	private JsonNode history(String id) {
		return JSON.readTree(get("/events?source=order:" + id)).get("events");
	}

	private String get(String path) {
		return client().get().uri(path).retrieve().body(String.class);
	}

	private ResponseEntity<String> post(String body) {
		return client().post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.toEntity(String.class);
	}

	private RestClient client() {
		return RestClient.create("http://localhost:" + this.port);
	}

}
