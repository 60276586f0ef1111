package io.github.dualstream.test.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.applicationevent.EventPayloads;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.assertj.core.api.AssertProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContext;

/**
 * Events that are in the log in memory since a test began, as they were stored: those of
 * a transaction once it has committed and the outbox has sent them. A view: what is
 * published later is seen, too. Thread-safe. <pre class="code">
 * &#64;Test
 * void anOrderIsPlaced(PublishedEvents events) {
 *     this.orders.place("42");
 *     assertThat(events.ofSource("order", "42")).within(Duration.ofSeconds(5)).containsInOrder("order.placed");
 * }
 * </pre>
 */
public final class PublishedEvents implements AssertProvider<PublishedEventsAssert> {

	private static final String DEAD_LETTER_HEADER = "dual-stream-kind";

	private final InMemoryLog log;

	private final JsonMapper mapper;

	private final StreamProgress progress;

	private final Map<LogPartition, Long> begins;

	private final Predicate<Event> filter;

	private final String description;

	private PublishedEvents(InMemoryLog log, JsonMapper mapper, StreamProgress progress, Map<LogPartition, Long> begins,
			Predicate<Event> filter, String description) {
		this.log = log;
		this.mapper = mapper;
		this.progress = progress;
		this.begins = begins;
		this.filter = filter;
		this.description = description;
	}

	/**
	 * Create the view of events that are published from now on.
	 * @param context context of an application whose log is in memory
	 * @return the events
	 */
	public static PublishedEvents of(ApplicationContext context) {
		InMemoryLog log = context.getBean(InMemoryLog.class);
		Map<LogPartition, Long> begins = new HashMap<>();
		log.records().forEach((record) -> begins.put(partition(record), record.position().offset() + 1));
		return new PublishedEvents(log, context.getBean("dualStreamJsonMapper", JsonMapper.class),
				StreamProgress.of(context), begins, (event) -> true, "events");
	}

	private static LogPartition partition(LogRecord record) {
		return LogPartition.of(record.position());
	}

	/**
	 * Restrict the view to a type.
	 * @param type event type
	 * @return the events of that type among these
	 */
	public PublishedEvents ofType(String type) {
		return and((event) -> event.type().equals(type), " of type '" + type + "'");
	}

	/**
	 * Restrict the view to the events of a payload.
	 * @param payload class with {@link DualStreamEvent}, whose types of event and source
	 * count
	 * @return the events with that payload among these
	 * @throws IllegalArgumentException if the class has no annotation
	 */
	public PublishedEvents ofType(Class<?> payload) {
		DualStreamEvent annotation = EventPayloads.annotationOf(payload);
		if (annotation == null) {
			throw new IllegalArgumentException(payload.getName()
					+ " has no annotation @DualStreamEvent, which says what events have this payload");
		}
		return and(
				(event) -> event.type().equals(annotation.type()) && event.sourceType().equals(annotation.sourceType()),
				" of type '" + annotation.type() + "'");
	}

	/**
	 * Restrict the view to the events that were published while another one was handled.
	 * @param cause the event that was handled
	 * @return the events with its id as their causation id among these
	 */
	public PublishedEvents causedBy(Event cause) {
		return and((event) -> cause.id().equals(event.causationId()), " caused by event '" + cause.id() + "'");
	}

	/**
	 * Restrict the view to a source.
	 * @param sourceType type of the source
	 * @param sourceId id of the source
	 * @return the events of that source among these
	 */
	public PublishedEvents ofSource(String sourceType, String sourceId) {
		return and((event) -> event.sourceType().equals(sourceType) && event.sourceId().equals(sourceId),
				" of source '" + sourceType + ":" + sourceId + "'");
	}

	/**
	 * Restrict the view to events that match.
	 * @param predicate condition of an event
	 * @return the matching events among these
	 */
	public PublishedEvents matching(Predicate<Event> predicate) {
		return and(predicate, " that match");
	}

	private PublishedEvents and(Predicate<Event> predicate, String more) {
		return new PublishedEvents(this.log, this.mapper, this.progress, this.begins, this.filter.and(predicate),
				this.description + more);
	}

	/**
	 * Return the events that are there now.
	 * @return the events, those of each source in order
	 */
	public List<Event> all() {
		return this.log.records()
			.stream()
			.filter((record) -> record.position().offset() >= this.begins.getOrDefault(partition(record), 0L))
			.filter((record) -> !isDeadLetter(record))
			.map(PublishedEvents::event)
			.filter(this.filter)
			.toList();
	}

	/** A dead-letter record repeats an event, and was not published. */
	private static boolean isDeadLetter(LogRecord record) {
		return record.headers().stream().anyMatch((header) -> header.name().equals(DEAD_LETTER_HEADER));
	}

	private static Event event(LogRecord record) {
		try {
			return EventReader.read(record);
		}
		catch (UnreadableRecordException ex) {
			throw new IllegalStateException("A record of the log in memory holds no event", ex);
		}
	}

	/**
	 * Return the data of the events that are there now.
	 * @param type class to read the data as, with the JSON mapper of the application's
	 * events
	 * @param <T> type of the data
	 * @return the data, of the events of each source in order
	 */
	public <T> List<T> data(Class<T> type) {
		return all().stream().map((event) -> read(event, type)).toList();
	}

	<T> T read(Event event, Class<T> type) {
		return this.mapper.readValue(json(event), type);
	}

	JsonNode jsonOf(Event event) {
		return this.mapper.readTree(json(event));
	}

	private static byte[] json(Event event) {
		if (!(event.data() instanceof JsonData json)) {
			throw new IllegalStateException("The data of " + event + " is not JSON but "
					+ (event.isTombstone() ? "absent" : event.contentType()) + "; read its data()");
		}
		return json.bytes();
	}

	/** The JSON that an event with this data has. */
	JsonNode asJson(Object data) {
		return this.mapper.readTree(this.mapper.writeValueAsBytes(data));
	}

	/** Whether all groups have finished all records, and the outbox is empty. */
	boolean isSettled() {
		return this.progress.isSettled();
	}

	/**
	 * Begin an assertion, which {@code assertThat} of AssertJ does.
	 * @return the assertion
	 */
	@Override
	public PublishedEventsAssert assertThat() {
		return new PublishedEventsAssert(this, Duration.ZERO);
	}

	@Override
	public String toString() {
		return this.description;
	}

}
