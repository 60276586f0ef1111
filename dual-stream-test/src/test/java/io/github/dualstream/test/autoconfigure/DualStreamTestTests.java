package io.github.dualstream.test.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.Causation;
import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.HandledEvents;
import io.github.dualstream.test.events.PublishedEvents;
import io.github.dualstream.test.events.StreamFailures;
import io.github.dualstream.transport.memory.AppendFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link DualStreamTest}, in the way that applications use it.
 */
@DualStreamTest(
		properties = { "dual-stream.consumer.retry.max-attempts=3", "dual-stream.consumer.retry.initial-delay=10ms" })
@Import({ Orders.class, Billing.class })
class DualStreamTestTests {

	@Autowired
	private Orders orders;

	@Autowired
	private Billing billing;

	@BeforeEach
	void placeOneBefore() {
		this.orders.place("before", 7);
	}

	@Test
	void eventsAreThoseOfThisTest(PublishedEvents events) {
		this.orders.place("1", 12);
		this.orders.place("2", 13);
		this.orders.cancel("1");
		assertThat(events).hasSize(4).contains("order.placed").doesNotContain("order.refused");
		assertThat(events.ofSource("order", "1")).containsInOrder("order.placed", "order.cancelled");
		assertThat(events.ofSource("order", "3")).isEmpty();
		assertThat(events.ofType("order.placed")).containsData(Orders.OrderPlaced.class,
				(data) -> assertThat(data.total()).isEqualTo(13));
		assertThat(events.ofSource("order", "2").data(Orders.OrderPlaced.class))
			.containsExactly(new Orders.OrderPlaced(13));
	}

	@Test
	void whenSomethingElseWasPublishedThenTheAssertionFailsAndSaysWhat(PublishedEvents events) {
		this.orders.place("1", 12);
		PublishedEvents ofOne = events.ofSource("order", "1");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(ofOne).containsInOrder("order.cancelled", "order.placed"))
			.withMessageContaining("of source 'order:1'")
			.withMessageContaining("order.placed");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(ofOne).isEmpty());
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(ofOne).doesNotContain("order.placed"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(ofOne)
			.containsData(Orders.OrderPlaced.class, (data) -> assertThat(data.total()).isEqualTo(13)));
	}

	@Test
	void aGivenEventIsHandled(EventScenario scenario) {
		HandledEvents handled = scenario.given(Event.of("order", "9", "order.placed", new Orders.OrderPlaced(99)))
			.whenHandled();
		assertThat(this.billing.billed).contains(99);
		assertThat(handled.positions()).hasSize(1);
		assertThat(handled.deadLetters()).isEmpty();
	}

	@Test
	void aGivenEventThatFailsIsRetriedAndThenADeadLetter(EventScenario scenario) {
		HandledEvents handled = scenario
			.given(Event.of("order", "9", "order.placed", new Orders.OrderPlaced(0)),
					Event.of("order", "9", "order.placed", new Orders.OrderPlaced(98)))
			.within(Duration.ofSeconds(20))
			.whenHandled();
		assertThat(handled.deadLetters()).singleElement().satisfies((letter) -> {
			assertThat(letter.group()).isEqualTo("billing");
			assertThat(letter.attempts()).isEqualTo(3);
			assertThat(letter.cause()).isEqualTo("nothing to bill");
		});
		assertThat(handled.deadLetters()).extracting(DeadLetter::eventType).containsExactly("order.placed");
		assertThat(this.billing.billed).contains(98);
	}

	@Test
	void failuresComeOnDemand(StreamFailures failures, PublishedEvents events) {
		failures.failNextAppends(AppendFault.REFUSED, AppendFault.BACK_PRESSURE, AppendFault.REQUEST_LOST,
				AppendFault.ACKNOWLEDGEMENT_LOST);
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> this.orders.place("1", 1));
		assertThatExceptionOfType(BackpressureException.class).isThrownBy(() -> this.orders.place("1", 2));
		assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> this.orders.place("1", 3));
		assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> this.orders.place("1", 4));
		failures.stopBus();
		this.orders.place("1", 5);
		failures.stopLog();
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> this.orders.place("1", 6));
		failures.end();
		failures.failAllAppends(AppendFault.BACK_PRESSURE);
		assertThatExceptionOfType(BackpressureException.class).isThrownBy(() -> this.orders.place("1", 6));
		assertThatExceptionOfType(BackpressureException.class).isThrownBy(() -> this.orders.place("1", 6));
		failures.end();
		this.orders.place("1", 7);
		assertThat(events.ofSource("order", "1").data(Orders.OrderPlaced.class)).extracting(Orders.OrderPlaced::total)
			.containsExactly(4, 5, 7);
	}

	/** In either order, one of the two would meet the failures of the other. */
	@RepeatedTest(2)
	void failuresEndWithTheirTest(StreamFailures failures, PublishedEvents events) {
		this.orders.place("1", 1);
		assertThat(events.ofSource("order", "1")).hasSize(1);
		failures.stopLog();
		failures.failNextAppends(AppendFault.REFUSED);
	}

	@Test
	void whatMustNotHappenIsCertainOnceAllGroupsAreDone(PublishedEvents events) {
		this.orders.place("1", 12);
		assertThat(events).within(Duration.ofSeconds(20)).doesNotContain("order.refused").hasSize(2);
		assertThat(this.billing.billed).contains(12);
		assertThat(events.ofSource("order", "1")).within(Duration.ofSeconds(20)).containsExactly("order.placed");
		assertThat(events.ofSource("order", "2")).within(Duration.ofSeconds(20)).isEmpty();
	}

	@Test
	void aDeadLetterRecordIsNoPublishedEvent(EventScenario scenario, PublishedEvents events) {
		assertThat(scenario.given(Event.of("order", "9", "order.placed", new Orders.OrderPlaced(0)))
			.whenHandled()
			.deadLetters()).hasSize(1);
		assertThat(events.ofSource("order", "9")).hasSize(1);
	}

	@Test
	void orderIsAskedForOneSourceOnly(PublishedEvents events) {
		this.orders.place("1", 12);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(events).containsInOrder("order.placed", "order.placed"))
			.withMessageContaining("ofSource");
	}

	@Test
	void dataAreComparedAsJson(PublishedEvents events) {
		this.orders.place("1", 12);
		assertThat(events).containsData(new Orders.OrderPlaced(12)).containsData(Map.of("total", 12));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(events).containsData(new Orders.OrderPlaced(13)))
			.withMessageContaining("{\"total\":12}");
	}

	@Test
	void payloadsWithAnAnnotationAreFoundAndGivenByTheirClass(EventScenario scenario, PublishedEvents events) {
		scenario.given(new Refund("9", 5)).whenHandled();
		assertThat(events.ofType(Refund.class)).hasSize(1).containsData(new Refund("9", 5));
		assertThat(events.ofSource("order", "9").all()).extracting(Event::type).containsExactly("order.refunded");
		assertThatIllegalArgumentException().isThrownBy(() -> events.ofType(String.class))
			.withMessageContaining("@DualStreamEvent");
		assertThatIllegalArgumentException().isThrownBy(() -> scenario.given("text"))
			.withMessageContaining("@DualStreamEvent");
	}

	@Test
	void eventsAreFoundByTheirCause(PublishedEvents events) {
		Event cause = Event.of("basket", "1", "basket.checked-out", Map.of());
		Causation.run(cause, () -> this.orders.place("1", 12));
		this.orders.place("2", 12);
		assertThat(events.causedBy(cause).all()).extracting(Event::sourceId).containsExactly("1");
	}

	@Test
	void whenNoGroupReadsTheTopicThenTheScenarioSaysSo(@Autowired ApplicationContext context, EventScenario scenario) {
		context.getBean(io.github.dualstream.consumer.EventConsumers.class)
			.all()
			.forEach((consumer) -> consumer.stop());
		try {
			assertThatIllegalStateException()
				.isThrownBy(() -> scenario.given(Event.of("order", "9", "order.placed", new Orders.OrderPlaced(1)))
					.whenHandled())
				.withMessageContaining("'events'")
				.withMessageContaining("Import");
		}
		finally {
			context.getBean(io.github.dualstream.consumer.EventConsumers.class)
				.all()
				.forEach((consumer) -> consumer.start());
		}
	}

	@DualStreamEvent(type = "order.refunded", sourceType = "order", sourceId = "orderId")
	record Refund(String orderId, int amount) {

	}

}
