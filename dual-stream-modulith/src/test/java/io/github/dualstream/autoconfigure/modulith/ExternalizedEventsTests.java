package io.github.dualstream.autoconfigure.modulith;

import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import org.junit.jupiter.api.Test;

import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.Externalized;
import org.springframework.modulith.events.RoutingTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ExternalizedEvents}.
 */
class ExternalizedEventsTests {

	private final OrderPlaced payload = new OrderPlaced("42");

	@Test
	void targetAndKeyAreTheSource() {
		Event event = eventOf("order::#{orderId}", Map.of());
		assertThat(event.source()).hasToString("order:42");
		assertThat(event.type()).isEqualTo("order.placed");
		assertThat(event.data()).isSameAs(this.payload);
	}

	@Test
	void aKeyMayBeConstant() {
		assertThat(eventOf("order::all", Map.of()).source()).hasToString("order:all");
	}

	@Test
	void headersAreTypeAndVersionAndExtensions() {
		Event event = eventOf("order::#{orderId}", Map.of("type", "order.accepted", "version", 2, "region", "eu"));
		assertThat(event.type()).isEqualTo("order.accepted");
		assertThat(event.version()).isEqualTo("2");
		assertThat(event.extensions()).containsOnly(Map.entry("region", "eu"));
	}

	@Test
	void whenThereIsNoKeyThenTheMessageSaysHowToNameOne() {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> eventOf("order", Map.of()))
			.withMessageContaining(OrderPlaced.class.getName())
			.withMessageContaining("@Externalized(\"order::#{orderId}\")");
	}

	@Test
	void typesFollowFromNames() {
		assertThat(ExternalizedEvents.typeOf("order", OrderPlaced.class)).isEqualTo("order.placed");
		assertThat(ExternalizedEvents.typeOf("order", OrderStockReservedEvent.class)).isEqualTo("order.stock-reserved");
		assertThat(ExternalizedEvents.typeOf("customer-order", OrderPlaced.class))
			.isEqualTo("customer-order.order-placed");
		assertThat(ExternalizedEvents.typeOf("order", Order.class)).isEqualTo("order.order");
		assertThat(ExternalizedEvents.typeOf("import", XMLImported.class)).isEqualTo("import.xml-imported");
	}

	private Event eventOf(String target, Map<String, Object> headers) {
		String[] parts = target.split("::", -1);
		RoutingTarget.RoutingTargetBuilder builder = RoutingTarget.forTarget(parts[0]);
		EventExternalizationConfiguration configuration = EventExternalizationConfiguration.externalizing()
			.selectByAnnotation(Externalized.class)
			.headers(OrderPlaced.class, (event) -> headers)
			.build();
		return new ExternalizedEvents(configuration, new StandardEvaluationContext()).eventOf(this.payload,
				(parts.length > 1) ? builder.andKey(parts[1]) : builder.withoutKey());
	}

	@Externalized
	record OrderPlaced(String orderId) {

	}

	private static final class OrderStockReservedEvent {

	}

	private static final class Order {

	}

	private static final class XMLImported {

	}

}
