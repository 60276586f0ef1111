package io.github.dualstream.applicationevent;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.UUID;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EventPayloads}.
 */
class EventPayloadsTests {

	private final EventPayloads payloads = new EventPayloads();

	@Test
	void aComponentOfARecordIsTheIdOfTheSource() {
		OrderPlaced payload = new OrderPlaced(42, "book");
		Event event = this.payloads.eventOf(payload).orElseThrow();
		assertThat(event.type()).isEqualTo("order.placed");
		assertThat(event.source()).hasToString("order:42");
		assertThat(event.version()).isEqualTo("2");
		assertThat(event.data()).isSameAs(payload);
	}

	@Test
	void aPropertyOfANestedObjectIsTheIdOfTheSource() {
		UUID id = UUID.randomUUID();
		assertThat(this.payloads.eventOf(new CustomerMoved(new Customer(id))).orElseThrow().sourceId())
			.isEqualTo(id.toString());
	}

	@Test
	void expressionsWithinATextAreEvaluated() {
		Event event = this.payloads.eventOf(new ShipmentSent()).orElseThrow();
		assertThat(event.sourceId()).isEqualTo("eu-7");
		assertThat(event.version()).isNull();
	}

	@Test
	void anInstanceOfASubclassIsAnEventOfTheSameType() {
		assertThat(this.payloads.eventOf(new ShipmentSent() {
		}).orElseThrow().type()).isEqualTo("shipment.sent");
	}

	@Test
	void anAnnotationOfTheApplicationMayStandForIt() {
		assertThat(this.payloads.eventOf(new OrderPaid("42")).orElseThrow().source()).hasToString("order:42");
	}

	@Test
	void anObjectWithoutTheAnnotationIsNoEvent() {
		assertThat(this.payloads.eventOf("text")).isEmpty();
	}

	@Test
	void whenThePropertyIsNullThenTheMessageNamesClassAndProperty() {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.payloads.eventOf(new OrderPaid(null)))
			.withMessageContaining("sourceId")
			.withMessageContaining("'orderId'")
			.withMessageContaining(OrderPaid.class.getName());
	}

	@Test
	void whenThereIsNoSuchPropertyThenTheMessageNamesClassAndProperty() {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.payloads.eventOf(new Misspelled("42")))
			.withMessageContaining("\"odrerId\"")
			.withMessageContaining(Misspelled.class.getName());
	}

	@Test
	void whenTheExpressionIsNotValidThenTheMessageNamesClassAndExpression() {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.payloads.eventOf(new Unbalanced("42")))
			.withMessageContaining("\"#{id\"")
			.withMessageContaining(Unbalanced.class.getName());
	}

	@DualStreamEvent(type = "order.placed", sourceType = "order", sourceId = "orderId", version = "2")
	private record OrderPlaced(long orderId, String item) {

	}

	@DualStreamEvent(type = "customer.moved", sourceType = "customer", sourceId = "customer.id")
	private record CustomerMoved(Customer customer) {

	}

	private record Customer(UUID id) {

	}

	@DualStreamEvent(type = "shipment.sent", sourceType = "shipment", sourceId = "#{region}-#{getNumber()}")
	static class ShipmentSent {

		public String getRegion() {
			return "eu";
		}

		public int getNumber() {
			return 7;
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@DualStreamEvent(type = "", sourceType = "order", sourceId = "orderId")
	@interface OrderEvent {

		@AliasFor(annotation = DualStreamEvent.class)
		String type();

	}

	@OrderEvent(type = "order.paid")
	private record OrderPaid(String orderId) {

	}

	@DualStreamEvent(type = "order.lost", sourceType = "order", sourceId = "odrerId")
	private record Misspelled(String orderId) {

	}

	@DualStreamEvent(type = "order.lost", sourceType = "order", sourceId = "#{id")
	private record Unbalanced(String id) {

	}

}
