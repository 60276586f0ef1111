package io.github.dualstream.publisher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Causation;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CausalPublisher}.
 */
class CausalPublisherTests {

	private final List<Event> published = new ArrayList<>();

	private final DualStreamPublisher publisher = new CausalPublisher((event) -> {
		this.published.add(event);
		return CompletableFuture.completedFuture(PublishResult.stored("id"));
	});

	private final Event cause = Event.of("order", "42", "order.placed", "{}");

	private final Event event = Event.of("invoice", "1", "invoice.sent", "{}");

	@Test
	void withoutACauseEventsAreNotTouched() {
		this.publisher.publish(this.event);
		this.publisher.publishAll(List.of(this.event)).orThrow();
		assertThat(this.published).hasSize(2).allSatisfy((event) -> assertThat(event).isSameAs(this.event));
	}

	@Test
	void eachEventOfACallHasTheCause() {
		Causation.run(this.cause, () -> {
			this.publisher.publish(this.event);
			this.publisher.publishAll(List.of(this.event, this.event)).orThrow();
		});
		assertThat(this.published).hasSize(3)
			.allSatisfy((event) -> assertThat(event.causationId()).isEqualTo(this.cause.id()));
	}

	@Test
	void nullIsLeftToThePublisherThatRejectsIt() {
		Causation.run(this.cause, () -> this.publisher.publishAsync(null).join());
		assertThat(this.published).singleElement().isNull();
	}

}
