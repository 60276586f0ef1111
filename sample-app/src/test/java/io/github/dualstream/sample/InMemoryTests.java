package io.github.dualstream.sample;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.dualstream.Event;
import io.github.dualstream.saga.SagaKey;
import io.github.dualstream.saga.SagaStep;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application without any server.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:in-memory")
@AutoConfigureDualStream
class InMemoryTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@LocalServerPort
	private int port;

	@Test
	void anOrderIsPublishedOnceItsTransactionCommits(@Autowired OrderService orders, PublishedEvents events) {
		PublishedEvents ofOrder = events.ofSource("order", place(orders, "red bicycle", "99.95"));
		assertThat(ofOrder).within(TIMEOUT)
			.containsData(OrderData.class, (data) -> assertThat(data.item()).isEqualTo("red bicycle"));
		assertThat(ofOrder.ofType("order.placed")).hasSize(1);
	}

	@Test
	void anOrderThatRollsBackIsNotPublished(@Autowired OrderService orders, @Autowired TransactionTemplate transaction,
			PublishedEvents events) {
		String gone = transaction.execute((status) -> {
			status.setRollbackOnly();
			return place(orders, "blue bell", "10");
		});
		String placed = place(orders, "blue bell", "10");
		assertThat(events.ofSource("order", placed)).within(TIMEOUT).contains("order.placed");
		assertThat(events.ofSource("order", gone)).isEmpty();
	}

	@Test
	void anOrderIsShownInAnyStateThatItHad(@Autowired OrderService orders) {
		String path = "/orders/" + place(orders, "red bicycle", "99.95");
		JsonNode history = awaitHistory(path, 4);
		assertThat(types(history)).containsExactly("order.placed", "order.stock-reserved", "order.paid",
				"order.completed");
		assertThat(get(path).get("status").asString()).isEqualTo("completed");
		assertThat(history.get(0).get("type").asString()).isEqualTo("order.placed");
		assertThat(history.get(0).get("data").get("item").asString()).isEqualTo("red bicycle");
		Instant placedAt = Instant.parse(history.get(0).get("time").asString());
		for (String query : new String[] { "?version=1", "?at=" + placedAt }) {
			JsonNode order = get(path + query);
			assertThat(order.get("version").asLong()).as(query).isEqualTo(1);
			assertThat(order.get("status").asString()).as(query).isEqualTo("placed");
			assertThat(order.get("total").decimalValue()).as(query).isEqualByComparingTo("99.95");
		}
		for (String query : new String[] { "?version=0", "?version=5", "?at=" + placedAt.minusMillis(1) }) {
			assertThat(status(path + query)).as(query).isEqualTo(HttpStatus.NOT_FOUND);
		}
		for (String query : new String[] { "?version=x", "?at=yesterday", "?version=1&at=" + placedAt }) {
			assertThat(status(path + query)).as(query).isEqualTo(HttpStatus.BAD_REQUEST);
		}
		for (String unknown : new String[] { UUID.randomUUID().toString(), UUID.randomUUID() + "/history", "none" }) {
			assertThat(status("/orders/" + unknown)).as(unknown).isEqualTo(HttpStatus.NOT_FOUND);
		}
	}

	@Test
	void anOrderWhosePaymentIsRefusedIsCompensated(@Autowired OrderService orders, PublishedEvents events) {
		String id = place(orders, "unpaid helmet", "10");
		assertThat(types(awaitHistory("/orders/" + id, 5))).containsExactly("order.placed", "order.stock-reserved",
				"order.payment-refused", "order.stock-released", "order.cancelled");
		assertThat(get("/orders/" + id).get("status").asString()).isEqualTo("cancelled");
		assertThat(events.ofSource("order", id)).within(TIMEOUT).hasSize(5);
	}

	@Test
	void anOrderWithoutStockIsCancelled(@Autowired OrderService orders, @Autowired Sagas sagas) {
		String id = place(orders, "sold-out bell", "10");
		assertThat(types(awaitHistory("/orders/" + id, 3))).containsExactly("order.placed", "order.stock-refused",
				"order.cancelled");
		assertThat(sagas.history(new SagaKey("order-fulfilment", id))).extracting(SagaStep::detail)
			.containsExactly(null, "compensate: sold out", null);
	}

	private static String place(OrderService orders, String item, String total) {
		String id = UUID.randomUUID().toString();
		orders.place(id, item, new BigDecimal(total));
		return id;
	}

	private JsonNode awaitHistory(String path, int events) {
		return await().atMost(TIMEOUT).until(() -> get(path + "/history"), (history) -> history.size() >= events);
	}

	private static List<String> types(JsonNode history) {
		return history.valueStream().map((event) -> event.get("type").asString()).toList();
	}

	private HttpStatusCode status(String path) {
		return RestClient.create("http://localhost:" + this.port)
			.get()
			.uri(path)
			.exchange((request, response) -> response.getStatusCode());
	}

	@Test
	void eventsOfARepositoryAreCountedAndQueried(EventScenario scenario) {
		Event push = Event.of("repo", "octocat/hello-world", "github.push", Map.of("ref", "main"));
		assertThat(scenario.given(push).within(TIMEOUT).whenHandled().deadLetters()).isEmpty();
		assertThat(get("/stats?repo=octocat/hello-world").toString()).contains("github.push");
		assertThat(get("/events?source=repo:octocat/hello-world").get("events").get(0).get("id").asString())
			.isEqualTo(push.id());
	}

	@Test
	void healthIsUp() {
		assertThat(get("/actuator/health").get("status").asString()).isEqualTo("UP");
	}

	private JsonNode get(String path) {
		String body = RestClient.create("http://localhost:" + this.port).get().uri(path).retrieve().body(String.class);
		return new JsonMapper().readTree(body);
	}

	/**
	 * Data of an order's event.
	 *
	 * @param item ordered item
	 * @param total price
	 */
	record OrderData(String item, BigDecimal total) {

	}

}
