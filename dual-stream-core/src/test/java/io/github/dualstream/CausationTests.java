package io.github.dualstream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Causation}.
 */
class CausationTests {

	private final Event placed = Event.of("order", "42", "order.placed", "{}");

	private final Event paid = Event.of("payment", "7", "payment.received", "{}");

	@Test
	void aCauseIsThatOfTheActionOnly() {
		AtomicReference<Event> inner = new AtomicReference<>();
		Causation.run(this.placed, () -> {
			Causation.run(this.paid, () -> inner.set(Causation.current()));
			assertThat(Causation.current()).isSameAs(this.placed);
		});
		assertThat(inner).hasValue(this.paid);
		assertThat(Causation.current()).isNull();
	}

	@Test
	void whenTheActionFailsThenItsCauseIsGone() {
		assertThatIllegalStateException().isThrownBy(() -> Causation.run(this.placed, () -> {
			throw new IllegalStateException("failed");
		}));
		assertThat(Causation.current()).isNull();
	}

	@Test
	void anEventOfAnActionIsCausedByTheEvent() {
		Causation.run(this.placed, () -> {
			Event caused = Causation.addTo(this.paid);
			assertThat(caused.causationId()).isEqualTo(this.placed.id());
			assertThat(caused.correlationId()).isEqualTo(this.placed.id());
			assertThat(caused).usingRecursiveComparison()
				.ignoringFields("causationId", "correlationId")
				.isEqualTo(this.paid);
		});
		assertThat(Causation.addTo(this.paid)).isSameAs(this.paid);
	}

	@Test
	void theCorrelationIdOfTheCauseIsPassedOn() {
		Causation.run(this.placed.toBuilder().correlationId("conversation").causationId("before").build(), () -> {
			Event caused = Causation.addTo(this.paid);
			assertThat(caused.correlationId()).isEqualTo("conversation");
			assertThat(caused.causationId()).isEqualTo(this.placed.id());
		});
	}

	@Test
	void idsOfTheApplicationAreKept() {
		Event correlated = this.paid.toBuilder().correlationId("own").build();
		Event caused = this.paid.toBuilder().causationId("own").build();
		Event both = this.paid.toBuilder().correlationId("own").causationId("own").build();
		Causation.run(this.placed, () -> {
			assertThat(Causation.addTo(correlated).correlationId()).isEqualTo("own");
			assertThat(Causation.addTo(correlated).causationId()).isEqualTo(this.placed.id());
			assertThat(Causation.addTo(caused).correlationId()).isEqualTo(this.placed.id());
			assertThat(Causation.addTo(caused).causationId()).isEqualTo("own");
			assertThat(Causation.addTo(both)).isSameAs(both);
		});
	}

	@Test
	void aContextSnapshotCarriesTheCauseToAnotherThread() {
		AtomicReference<Event> there = new AtomicReference<>();
		AtomicReference<Event> afterwards = new AtomicReference<>();
		Causation.run(this.placed, () -> {
			Runnable task = ContextSnapshotFactory.builder()
				.build()
				.captureAll()
				.wrap(() -> there.set(Causation.current()));
			CompletableFuture.runAsync(() -> {
				task.run();
				afterwards.set(Causation.current());
			}).join();
		});
		assertThat(there).hasValue(this.placed);
		assertThat(afterwards).hasValue(null);
	}

}
