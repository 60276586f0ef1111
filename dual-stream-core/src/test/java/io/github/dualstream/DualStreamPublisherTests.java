package io.github.dualstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the blocking methods of {@link DualStreamPublisher}.
 */
class DualStreamPublisherTests {

	private final Event event = Event.of("order", "42", "order.placed", "data");

	@AfterEach
	void clearInterrupt() {
		boolean unused = Thread.interrupted();
	}

	@Test
	void whenTheLogAcknowledgesThenPublishReturnsTheResult() {
		DualStreamPublisher publisher = (event) -> CompletableFuture.completedFuture(acknowledged(event));
		assertThat(publisher.publish(this.event)).isEqualTo(acknowledged(this.event));
	}

	static Stream<DualStreamException> failures() {
		RuntimeException cause = new RuntimeException("cause");
		return Stream.of(new RejectedException("data", "is bad"), new BackpressureException("no room", cause),
				new PublishFailedException("failed", null), new UnknownOutcomeException("unknown", cause));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whenPublishingFailsThenTheFailurePassesThrough(DualStreamException failure) {
		assertThatThrownBy(() -> failing(failure).publish(this.event)).isSameAs(failure);
		assertThat(failing(failure).publishAll(List.of(this.event)).outcomes()).singleElement()
			.extracting(PublishOutcome::failure)
			.isSameAs(failure);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whenTheFutureIsADependentOneThenTheFailurePassesThroughAsWell(DualStreamException failure) {
		DualStreamPublisher publisher = (event) -> failing(failure).publishAsync(event).thenApply((result) -> result);
		assertThatThrownBy(() -> publisher.publish(this.event)).isSameAs(failure);
	}

	@Test
	void whenTheFailureIsOfAnotherTypeThenTheOutcomeIsUnknown() {
		IllegalStateException failure = new IllegalStateException("bug");
		assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> failing(failure).publish(this.event))
			.withMessageContaining(this.event.id())
			.withRootCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void whenTheFutureIsCancelledThenTheOutcomeIsUnknown() {
		CompletableFuture<PublishResult> cancelled = new CompletableFuture<>();
		cancelled.cancel(true);
		assertThatExceptionOfType(UnknownOutcomeException.class)
			.isThrownBy(() -> ((DualStreamPublisher) (event) -> cancelled).publish(this.event))
			.withMessageContaining(this.event.id());
	}

	@Test
	void whenTheCallerIsInterruptedThenTheOutcomeIsUnknownAndTheInterruptIsKept() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> pending().publish(this.event))
			.withMessageContaining("Interrupted")
			.withMessageContaining(this.event.id());
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void whenSomeEventsOfABatchFailThenEachHasItsOwnOutcomeInOrder() {
		List<Event> events = Stream.of("1", "2", "3", "4").map((id) -> this.event.toBuilder().id(id).build()).toList();
		PublishFailedException failure = new PublishFailedException("failed", null);
		DualStreamPublisher publisher = (event) -> event.id().equals("2") ? CompletableFuture.failedFuture(failure)
				: CompletableFuture.completedFuture(acknowledged(event));
		BatchResult result = publisher.publishAll(events);
		assertThat(result.isSuccess()).isFalse();
		assertThat(result.outcomes()).extracting((outcome) -> outcome.event().id()).containsExactly("1", "2", "3", "4");
		assertThat(result.results()).extracting(PublishResult::eventId).containsExactly("1", "3", "4");
		assertThat(result.failures()).singleElement().satisfies((outcome) -> {
			assertThat(outcome.event()).isSameAs(events.get(1));
			assertThatThrownBy(outcome::get).isSameAs(failure);
		});
	}

	@Test
	void whenABatchIsPublishedThenNoEventWaitsForTheAcknowledgementOfAnother() {
		List<CompletableFuture<PublishResult>> handedIn = new ArrayList<>();
		DualStreamPublisher publisher = (event) -> {
			handedIn.add(new CompletableFuture<>());
			if (handedIn.size() == 3) {
				handedIn.forEach((pending) -> pending.complete(acknowledged(event)));
			}
			return handedIn.get(handedIn.size() - 1);
		};
		assertThat(publisher.publishAll(List.of(this.event, this.event, this.event)).isSuccess()).isTrue();
	}

	@Test
	void whenTheCallerIsInterruptedDuringABatchThenAcknowledgedEventsKeepTheirResults() {
		Event second = this.event.toBuilder().id("second").build();
		DualStreamPublisher publisher = (event) -> (event == second)
				? CompletableFuture.completedFuture(acknowledged(event)) : new CompletableFuture<>();
		Thread.currentThread().interrupt();
		BatchResult result = publisher.publishAll(List.of(this.event, second));
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(result.outcomes().get(0).failure()).isInstanceOf(UnknownOutcomeException.class);
		assertThat(result.results()).containsExactly(acknowledged(second));
	}

	@Test
	void whenABatchIsEmptyThenItIsASuccess() {
		assertThat(pending().publishAll(List.of()).isSuccess()).isTrue();
	}

	@Test
	@SuppressWarnings("NullAway") // what a caller without null checks may pass
	void whenABatchHoldsNullThenItIsRefusedBeforeAnythingIsSent() {
		List<Event> published = new ArrayList<>();
		DualStreamPublisher publisher = (event) -> {
			published.add(event);
			return CompletableFuture.completedFuture(acknowledged(event));
		};
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> publisher.publishAll(Arrays.asList(this.event, null)))
			.withMessageContaining("null");
		assertThat(published).isEmpty();
	}

	private static PublishResult acknowledged(Event event) {
		return new PublishResult(event.id(), new Position("events", 0, 0));
	}

	private static DualStreamPublisher failing(RuntimeException failure) {
		return (event) -> CompletableFuture.failedFuture(failure);
	}

	private static DualStreamPublisher pending() {
		return (event) -> new CompletableFuture<>();
	}

}
