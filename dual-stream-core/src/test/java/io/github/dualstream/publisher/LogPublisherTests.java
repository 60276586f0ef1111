package io.github.dualstream.publisher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LogPublisher}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the log completes them by hand
class LogPublisherTests {

	private final HandCompletedLog log = new HandCompletedLog();

	private final List<String> announced = new ArrayList<>();

	private final LogPublisher publisher = publisher(
			(event, position) -> this.announced.add(event.sourceId() + "@" + position));

	@Test
	void whenTheLogAcknowledgesThenTheEventIsAnnouncedAndTheResultHasItsPosition() {
		Event event = PublishedEvents.event("a");
		CompletableFuture<PublishResult> result = this.publisher.publishAsync(event);
		assertThat(result).isNotDone();
		assertThat(this.announced).isEmpty();
		this.log.acknowledge(0);
		assertThat(result).isCompletedWithValue(new PublishResult(event.id(), PublishedEvents.position(0)));
		assertThat(this.announced).containsExactly("a@events:0:0");
	}

	@Test
	void whenTheSourceTypeHasATopicThenTheEventGoesThere() {
		publish("a");
		CompletableFuture<PublishResult> unused = this.publisher
			.publishAsync(Event.of("repo", "b", "repo.pushed", Map.of("n", 1)));
		assertThat(this.log.topics).containsExactly("events", "repo-events");
		assertThat(this.log.appended.get(1).data()).hasToString("{\"n\":1}");
	}

	@Test
	void whenTheResultIsCancelledThenTheEventIsAnnouncedAllTheSame() {
		publish("a").cancel(true);
		this.log.acknowledge(0);
		assertThat(this.announced).containsExactly("a@events:0:0");
	}

	@Test
	void whenAppendingFailsThenTheFailurePassesThroughAndNothingIsAnnounced() {
		PublishFailedException failure = new PublishFailedException("failed", null);
		CompletableFuture<PublishResult> result = publish("a");
		this.log.pending.get(0).completeExceptionally(failure);
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> join(result)).isSameAs(failure);
		assertThat(this.announced).isEmpty();
	}

	@Test
	void whenAcknowledgementsComeInAnotherOrderThenTheyAreAnnouncedInTheirs() {
		List.of("a", "b", "c").forEach(this::publish);
		this.log.acknowledge(2);
		this.log.acknowledge(0);
		this.log.acknowledge(1);
		assertThat(this.announced).containsExactly("c@events:0:2", "a@events:0:0", "b@events:0:1");
	}

	@Test
	void whenTheAnnouncerThrowsThenTheResultIsThereAllTheSame() {
		LogPublisher publisher = publisher((event, position) -> {
			throw new IllegalStateException("broken announcer");
		});
		CompletableFuture<PublishResult> result = publisher.publishAsync(PublishedEvents.event("a"));
		this.log.acknowledge(0);
		assertThat(result).isCompleted();
	}

	@Test
	@SuppressWarnings("NullAway") // what a caller without null checks may pass
	void whenTheEventIsNullThenItIsRefused() {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.publisher.publish(null))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("event"));
	}

	@Test
	void whenTheDataCannotBeWrittenThenTheEventIsRefusedAndNothingIsSent() {
		Event event = Event.of("order", "a", "order.placed", Double.NaN);
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.publisher.publish(event));
		assertThat(this.log.appended).isEmpty();
	}

	@Test
	void whenItHasStoppedThenEventsAreRefusedUntilItIsStartedAgain() {
		publish("a");
		this.publisher.stop();
		assertThat(this.log.flushes).isOne();
		assertThat(this.publisher.isRunning()).isFalse();
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> join(publish("b")))
			.withMessageContaining("stopped")
			.withMessageContaining("'events'");
		this.publisher.start();
		publish("c");
		assertThat(this.publisher.isRunning()).isTrue();
		assertThat(this.log.appended).extracting(Event::sourceId).containsExactly("a", "c");
	}

	@Test
	void whenItStopsThenWhatIsOnItsWayIsStillAnnounced() {
		CompletableFuture<PublishResult> result = publish("a");
		this.publisher.stop();
		this.log.acknowledge(0);
		assertThat(result).isCompleted();
		assertThat(this.announced).hasSize(1);
	}

	private CompletableFuture<PublishResult> publish(String sourceId) {
		return this.publisher.publishAsync(PublishedEvents.event(sourceId));
	}

	private static void join(CompletableFuture<PublishResult> result) throws Throwable {
		assertThat(result).isCompletedExceptionally();
		throw result.handle((value, failure) -> failure).join();
	}

	private LogPublisher publisher(Announcer announcer) {
		return new LogPublisher(
				TestRecords.appender(this.log, new TopicRouting("events", Map.of("repo", "repo-events"))), announcer);
	}

}
