package com.example.shop;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:shop", "dual-stream.outbox.platform=h2",
		"dual-stream.consumer.retry.max-attempts=1", "spring.kafka.listener.auto-startup=false" })
@AutoConfigureMockMvc
@AutoConfigureDualStream
@WithMockUser("ann")
class ShopTests {

	@Autowired
	private MockMvcTester http;

	@Autowired
	private JdbcClient database;

	@MockitoBean
	private KafkaTemplate<String, String> kafka;

	@BeforeEach
	void labelsAreSent() {
		given(this.kafka.send(anyString(), anyString(), anyString()))
			.willReturn(CompletableFuture.completedFuture(null));
	}

	@Test
	void anOrderIsPublishedAndShipped(PublishedEvents events) {
		assertThat(this.http.put().uri("/orders/1?total=12.50")).hasStatus(HttpStatus.CREATED);
		assertThat(events.ofSource("order", "1")).within(Duration.ofSeconds(5))
			.containsExactly("order.placed")
			.containsData(new OrderPlaced("1", "ann", new BigDecimal("12.50")));
		assertThat(parcels("1")).isOne();
		verify(this.kafka).send("labels", "1", "ann");
	}

	@Test
	void anEventThatIsReadTwiceIsHandledOnce(EventScenario scenario) {
		Event placed = Event.of("order", "2", "order.placed", new OrderPlaced("2", "ann", BigDecimal.TEN));
		assertThat(scenario.given(placed, placed).whenHandled().deadLetters()).isEmpty();
		assertThat(parcels("2")).isOne();
	}

	@Test
	void anOrderWithoutAnIdIsADeadLetter(EventScenario scenario) {
		assertThat(scenario.given(Event.of("order", "3", "order.placed", Map.of("orderId", "x".repeat(37))))
			.whenHandled()
			.deadLetters()).extracting(DeadLetter::group).containsExactly("shop");
	}

	@Test
	void customersReadTheEventsOfTheirOwnOrders(PublishedEvents events) {
		assertThat(this.http.put().uri("/orders/4?total=5")).hasStatus(HttpStatus.CREATED);
		assertThat(events.ofSource("order", "4")).within(Duration.ofSeconds(5)).contains("order.placed");
		assertThat(this.http.get().uri("/events?source=order:4")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.events[0].type")
			.isEqualTo("order.placed");
		assertThat(this.http.get().uri("/events?source=order:4").with(user("bob"))).hasStatus(HttpStatus.FORBIDDEN);
	}

	private int parcels(String order) {
		return this.database.sql("select count(*) from parcel where order_id = ?")
			.param(order)
			.query(Integer.class)
			.single();
	}

}
