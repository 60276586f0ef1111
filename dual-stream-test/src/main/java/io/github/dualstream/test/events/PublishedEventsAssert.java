package io.github.dualstream.test.events;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.dualstream.Event;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;

/**
 * Assertions about {@link PublishedEvents}. By default they are about what is there now;
 * after {@link #within} they wait until it is.
 */
public final class PublishedEventsAssert extends AbstractAssert<PublishedEventsAssert, PublishedEvents> {

	private final Duration timeout;

	PublishedEventsAssert(PublishedEvents actual, Duration timeout) {
		super(actual, PublishedEventsAssert.class);
		this.timeout = timeout;
	}

	/**
	 * Wait for what the following assertions demand, as for events of the outbox.
	 * @param timeout maximum time to wait, for each assertion
	 * @return assertions that wait
	 */
	public PublishedEventsAssert within(Duration timeout) {
		return new PublishedEventsAssert(this.actual, timeout);
	}

	/**
	 * Assert that an event of a type was published.
	 * @param type event type
	 * @return this assertion
	 */
	public PublishedEventsAssert contains(String type) {
		return check(
				(events) -> Assertions.assertThat(types(events)).as("types of the %s", this.actual).contains(type));
	}

	/**
	 * Assert that no event of a type was published so far.
	 * @param type event type
	 * @return this assertion
	 */
	public PublishedEventsAssert doesNotContain(String type) {
		return checkNow((events) -> Assertions.assertThat(types(events))
			.as("types of the %s", this.actual)
			.doesNotContain(type));
	}

	/**
	 * Assert that events of these types were published in this order, with others in
	 * between at most. Order holds for the events of one source: restrict them with
	 * {@link PublishedEvents#ofSource} before.
	 * @param types event types
	 * @return this assertion
	 */
	public PublishedEventsAssert containsInOrder(String... types) {
		return check((events) -> Assertions.assertThat(types(events))
			.as("types of the %s", this.actual)
			.containsSubsequence(types));
	}

	/**
	 * Assert that an event was published whose data meets requirements.
	 * @param type class to read the data as
	 * @param requirements assertions about the data of one event
	 * @param <T> type of the data
	 * @return this assertion
	 */
	public <T> PublishedEventsAssert containsData(Class<T> type, ThrowingConsumer<T> requirements) {
		return check((events) -> Assertions.assertThat(events)
			.as("data of the %s", this.actual)
			.anySatisfy((event) -> requirements.accept(this.actual.read(event, type))));
	}

	/**
	 * Assert that this number of events was published.
	 * @param size number of events
	 * @return this assertion
	 */
	public PublishedEventsAssert hasSize(int size) {
		return check((events) -> Assertions.assertThat(events).as(this.actual.toString()).hasSize(size));
	}

	/**
	 * Assert that no event was published so far.
	 * @return this assertion
	 */
	public PublishedEventsAssert isEmpty() {
		return checkNow((events) -> Assertions.assertThat(events).as(this.actual.toString()).isEmpty());
	}

	private PublishedEventsAssert check(Consumer<List<Event>> assertion) {
		isNotNull();
		if (this.timeout.isZero()) {
			return checkNow(assertion);
		}
		Awaitility.await()
			.atMost(this.timeout)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.untilAsserted(() -> assertion.accept(this.actual.all()));
		return this;
	}

	private PublishedEventsAssert checkNow(Consumer<List<Event>> assertion) {
		isNotNull();
		assertion.accept(this.actual.all());
		return this;
	}

	private static List<String> types(List<Event> events) {
		return events.stream().map(Event::type).toList();
	}

}
