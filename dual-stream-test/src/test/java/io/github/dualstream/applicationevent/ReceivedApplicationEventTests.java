package io.github.dualstream.applicationevent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.HandledEvents;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ReceiveApplicationEvents}.
 */
@SpringBootTest(classes = ReceivedApplicationEventTests.Application.class,
		properties = { "spring.datasource.url=jdbc:h2:mem:received", "dual-stream.consumer.retry.max-attempts=2",
				"dual-stream.consumer.retry.initial-delay=10ms" })
@AutoConfigureDualStream
class ReceivedApplicationEventTests {

	@Autowired
	private Shipping shipping;

	@BeforeEach
	void reset() {
		this.shipping.payloads.clear();
		this.shipping.committed.clear();
		this.shipping.events.clear();
	}

	@Test
	void listenersReceivePayloadAndEvent(EventScenario scenario) {
		Event placed = placed("1", 12);
		HandledEvents handled = scenario.given(placed).whenHandled();
		assertThat(handled.deadLetters()).isEmpty();
		assertThat(this.shipping.payloads).containsExactly(new OrderPlaced("1", 12));
		assertThat(this.shipping.events).singleElement().satisfies((received) -> {
			assertThat(received.event().id()).isEqualTo(placed.id());
			assertThat(received.position()).isEqualTo(handled.positions().get(0));
		});
	}

	@Test
	void listenersOfATransactionAreCalledAfterItsCommit(EventScenario scenario) {
		scenario.given(placed("1", 12)).whenHandled();
		assertThat(this.shipping.committed).containsExactly(new OrderPlaced("1", 12));
	}

	@Test
	void aReceivedPayloadIsNotPublishedAgain(EventScenario scenario, PublishedEvents events) {
		scenario.given(placed("1", 12)).whenHandled();
		assertThat(this.shipping.payloads).hasSize(1);
		assertThat(events.ofType("order.placed")).hasSize(1);
	}

	@Test
	void aPayloadThatAListenerPublishesIsCausedByTheReceivedEvent(EventScenario scenario, PublishedEvents events) {
		Event placed = placed("1", 12);
		scenario.given(placed).whenHandled();
		assertThat(events.ofType("parcel.sent").all()).singleElement().satisfies((event) -> {
			assertThat(event.causationId()).isEqualTo(placed.id());
			assertThat(event.correlationId()).isEqualTo("conversation");
		});
	}

	@Test
	void aListenerThatFailsCausesRetriesAndADeadLetter(EventScenario scenario, PublishedEvents events) {
		HandledEvents handled = scenario.given(placed("1", 0)).whenHandled();
		assertThat(handled.deadLetters()).extracting(DeadLetter::group, DeadLetter::attempts)
			.containsExactly(tuple("shipping", 2));
		assertThat(this.shipping.payloads).hasSize(2);
		assertThat(this.shipping.committed).isEmpty();
		assertThat(events.ofType("parcel.sent")).isEmpty();
	}

	@Test
	void dataThatDoesNotFitThePayloadIsADeadLetterAtOnce(EventScenario scenario) {
		Event unreadable = Event.of("order", "1", "order.placed", Map.of("total", "many"));
		assertThat(scenario.given(unreadable).whenHandled().deadLetters()).extracting(DeadLetter::attempts)
			.containsExactly(1);
	}

	@Test
	void aTransactionThatCannotBeginCostsNoAttempts(EventScenario scenario, @Autowired Transactions transactions) {
		transactions.failures.set(4);
		assertThat(scenario.given(placed("1", 12)).whenHandled().deadLetters()).isEmpty();
		assertThat(transactions.failures).hasValueLessThan(1);
		assertThat(this.shipping.payloads).hasSize(1);
	}

	@Test
	void eventsOfOtherTypesAreNotReceived(EventScenario scenario) {
		scenario.given(Event.of("order", "1", "order.cancelled", new OrderPlaced("1", 1))).whenHandled();
		assertThat(this.shipping.events).isEmpty();
	}

	@Test
	void whenAPayloadHasNoAnnotationThenTheStartFailsAndNamesIt() {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(EnablingConfiguration.class, Unannotated.class)
				.properties("dual-stream.transport.log=memory", "dual-stream.transport.bus=none",
						"spring.main.web-application-type=none")
				.run()
				.close())
			.withMessageContaining("java.lang.String")
			.withMessageContaining("@DualStreamEvent");
	}

	private static Event placed(String id, int total) {
		return Event.builder()
			.source("order", id)
			.type("order.placed")
			.data(new OrderPlaced(id, total))
			.correlationId("conversation")
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Shipping.class)
	static class Application {

		@Bean
		Transactions transactionManager(DataSource dataSource) {
			return new Transactions(dataSource);
		}

	}

	static class Transactions extends JdbcTransactionManager {

		private static final long serialVersionUID = 1L;

		private final AtomicInteger failures = new AtomicInteger();

		Transactions(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			if (this.failures.getAndDecrement() > 0) {
				throw new CannotCreateTransactionException("no connection");
			}
			super.doBegin(transaction, definition);
		}

	}

	@ReceiveApplicationEvents(group = "shipping", payloads = OrderPlaced.class)
	static class Shipping {

		private final List<OrderPlaced> payloads = new CopyOnWriteArrayList<>();

		private final List<OrderPlaced> committed = new CopyOnWriteArrayList<>();

		private final List<ReceivedEvent<OrderPlaced>> events = new CopyOnWriteArrayList<>();

		private final ApplicationEventPublisher application;

		Shipping(ApplicationEventPublisher application) {
			this.application = application;
		}

		@EventListener
		void ship(OrderPlaced order) {
			this.payloads.add(order);
			this.application.publishEvent(new ParcelSent("parcel-" + order.orderId()));
			if (order.total() == 0) {
				throw new IllegalArgumentException("nothing to ship");
			}
		}

		@EventListener
		void record(ReceivedEvent<OrderPlaced> received) {
			this.events.add(received);
		}

		@TransactionalEventListener
		void committed(OrderPlaced order) {
			this.committed.add(order);
		}

	}

	@DualStreamEvent(type = "parcel.sent", sourceType = "parcel", sourceId = "id")
	record ParcelSent(String id) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EnablingConfiguration {

	}

	@ReceiveApplicationEvents(group = "shipping", payloads = String.class)
	static class Unannotated {

	}

}
