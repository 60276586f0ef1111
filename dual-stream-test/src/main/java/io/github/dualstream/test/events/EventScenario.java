package io.github.dualstream.test.events;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.applicationevent.EventPayloads;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import org.awaitility.Awaitility;

import org.springframework.context.ApplicationContext;
import org.springframework.util.Assert;

/**
 * Events that are given to the listeners of an application, through its log in memory,
 * with all that happens to them there: filters, retries with their back-off, dead
 * letters. Thread-safe. <pre class="code">
 * &#64;Test
 * void anOrderWithoutATotalIsADeadLetter(EventScenario scenario) {
 *     HandledEvents handled = scenario.given(Event.of("order", "42", "order.placed", Map.of())).whenHandled();
 *     assertThat(handled.deadLetters()).extracting(DeadLetter::group).containsExactly("billing");
 * }
 * </pre>
 */
public final class EventScenario {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_LETTERS = 1_000;

	private final DualStreamPublisher publisher;

	private final StreamProgress progress;

	private final DeadLetterJournal letters;

	private final EventPayloads payloads = new EventPayloads();

	private final HandlerCalls calls;

	private EventScenario(DualStreamPublisher publisher, StreamProgress progress, DeadLetterJournal letters,
			HandlerCalls calls) {
		this.publisher = publisher;
		this.progress = progress;
		this.letters = letters;
		this.calls = calls;
	}

	/**
	 * Create the scenarios of an application.
	 * @param context context of a test with
	 * {@link io.github.dualstream.test.autoconfigure.AutoConfigureDualStream}
	 * @return the scenarios
	 */
	public static EventScenario of(ApplicationContext context) {
		// past the outbox: the test gives what is in the log already
		return new EventScenario(context.getBean("dualStreamLogPublisher", DualStreamPublisher.class),
				StreamProgress.of(context), context.getBean(DeadLetterJournal.class),
				context.getBean(HandlerCalls.class));
	}

	/**
	 * Begin a scenario.
	 * @param events events to append to the log, in this order, or their payloads, whose
	 * classes are annotated with {@link io.github.dualstream.DualStreamEvent}
	 * @return the scenario
	 */
	public Given given(Object... events) {
		return new Given(Stream.of(events).map(this::event).toList(), TIMEOUT);
	}

	private Event event(Object given) {
		return (given instanceof Event event) ? event
				: this.payloads.eventOf(given)
					.orElseThrow(() -> new IllegalArgumentException(given.getClass().getName()
							+ " is no Event and has no annotation @DualStreamEvent, which says what event it is"));
	}

	/**
	 * Scenario with its events.
	 */
	public final class Given {

		private final List<Event> events;

		private final Duration timeout;

		private Given(List<Event> events, Duration timeout) {
			this.events = events;
			this.timeout = timeout;
		}

		/**
		 * Change the maximum time to wait, which is 10 seconds by default. Retries take
		 * as long as {@code dual-stream.consumer.retry} says.
		 * @param timeout maximum time to wait
		 * @return the scenario
		 */
		public Given within(Duration timeout) {
			return new Given(this.events, timeout);
		}

		/**
		 * Append the events, and wait until each running group that reads their topics
		 * has finished them: handled, filtered out, or written to the dead-letter topic.
		 * @return the outcome
		 * @throws IllegalStateException if no group reads the topic of an event
		 * @throws org.awaitility.core.ConditionTimeoutException if it takes too long
		 */
		public HandledEvents whenHandled() {
			int before = EventScenario.this.calls.handled();
			List<Position> positions = this.events.stream()
				.map((event) -> EventScenario.this.publisher.publish(event).position())
				.toList();
			positions.forEach(this::awaitFinished);
			return new HandledEvents(positions, positions.stream().flatMap(EventScenario.this::deadLetters).toList(),
					EventScenario.this.calls.handled() - before);
		}

		private void awaitFinished(Position position) {
			Collection<EventConsumer> readers = EventScenario.this.progress.readersOf(position.topic());
			Assert.state(!readers.isEmpty(), () -> "No running group reads topic '" + position.topic()
					+ "'. Import the listener under test into the test's context");
			for (EventConsumer reader : readers) {
				Awaitility.await("group '" + reader.group() + "' has finished " + position)
					.atMost(this.timeout)
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(5))
					.until(() -> StreamProgress.isFinished(reader, position));
			}
		}

	}

	private Stream<DeadLetter> deadLetters(Position position) {
		return this.progress.readersOf(position.topic())
			.stream()
			.flatMap((reader) -> this.letters
				.open(reader.group(), position.topic(), (letter) -> letter.origin().equals(position), MAX_LETTERS)
				.stream());
	}

}
