package io.github.dualstream.test.events;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.dualstream.Event;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Assertions about {@link PublishedEvents}. By default they are about what is there now;
 * after {@link #within} they wait.
 */
public final class PublishedEventsAssert extends AbstractAssert<PublishedEventsAssert, PublishedEvents> {

	private final Duration timeout;

	PublishedEventsAssert(PublishedEvents actual, Duration timeout) {
		super(actual, PublishedEventsAssert.class);
		this.timeout = timeout;
	}

	/**
	 * Wait for what the following assertions demand. Assertions about what must not
	 * happen wait until nothing is left to do: all groups have finished all records, and
	 * the outbox is empty. Tasks that the application runs on threads of its own are not
	 * known.
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
	 * Assert that no event of a type was published.
	 * @param type event type
	 * @return this assertion
	 */
	public PublishedEventsAssert doesNotContain(String type) {
		return checkSettled((events) -> Assertions.assertThat(types(events))
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
		return check((events) -> ofOneSource(events).containsSubsequence(types));
	}

	/**
	 * Assert that events of these types were published in this order, and no others.
	 * Order holds for the events of one source: restrict them with
	 * {@link PublishedEvents#ofSource} before.
	 * @param types event types
	 * @return this assertion
	 */
	public PublishedEventsAssert containsExactly(String... types) {
		check((events) -> ofOneSource(events).containsExactly(types));
		return checkSettled((events) -> ofOneSource(events).containsExactly(types));
	}

	private ListAssert<String> ofOneSource(List<Event> events) {
		Assertions.assertThat(events.stream().map(Event::source).distinct().toList())
			.as("sources of the %s: order holds for the events of one source, see ofSource(...)", this.actual)
			.hasSizeLessThan(2);
		return Assertions.assertThat(types(events)).as("types of the %s", this.actual);
	}

	/**
	 * Assert that an event was published whose data is that of an object.
	 * @param data object with the same JSON as the data
	 * @return this assertion
	 */
	public PublishedEventsAssert containsData(Object data) {
		return check((events) -> Assertions.assertThat(events.stream().map(this.actual::jsonOf).toList())
			.as("data of the %s", this.actual)
			.contains(this.actual.asJson(data)));
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
		check((events) -> Assertions.assertThat(events).as(this.actual.toString()).hasSize(size));
		return checkSettled((events) -> Assertions.assertThat(events).as(this.actual.toString()).hasSize(size));
	}

	/**
	 * Assert that no event was published.
	 * @return this assertion
	 */
	public PublishedEventsAssert isEmpty() {
		return checkSettled((events) -> Assertions.assertThat(events).as(this.actual.toString()).isEmpty());
	}

	/** Check an assertion that more events may fulfil. */
	private PublishedEventsAssert check(Consumer<List<Event>> assertion) {
		isNotNull();
		if (this.timeout.isZero()) {
			assertion.accept(this.actual.all());
		}
		else {
			waiting().untilAsserted(() -> assertion.accept(this.actual.all()));
		}
		return this;
	}

	/** Check an assertion that more events may violate. */
	private PublishedEventsAssert checkSettled(Consumer<List<Event>> assertion) {
		isNotNull();
		if (!this.timeout.isZero()) {
			waiting().alias("all groups have finished all records, and the outbox is empty")
				.until(this.actual::isSettled);
		}
		assertion.accept(this.actual.all());
		return this;
	}

	private ConditionFactory waiting() {
		return Awaitility.await().atMost(this.timeout).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
	}

	private static List<String> types(List<Event> events) {
		return events.stream().map(Event::type).toList();
	}

}
