package io.github.dualstream.sample;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A webhook delivery, and the events that it stands for: one for each source that it
 * names.
 */
final class GithubDelivery {

	static final String EVENT_HEADER = "X-GitHub-Event";

	static final String DELIVERY_HEADER = "X-GitHub-Delivery";

	private static final Pattern EVENT_NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

	private static final JsonMapper JSON = new JsonMapper();

	private final String event;

	private final String id;

	private final JsonNode body;

	private final JsonData data;

	private GithubDelivery(String event, String id, JsonNode body, JsonData data) {
		this.event = event;
		this.id = id;
		this.body = body;
		this.data = data;
	}

	/**
	 * Read a delivery.
	 * @param event the header {@value #EVENT_HEADER}
	 * @param id the header {@value #DELIVERY_HEADER}
	 * @param body the body as it was sent
	 * @return the delivery
	 * @throws InvalidDeliveryException if a header is missing or not valid, or the body
	 * is not a JSON object in UTF-8
	 */
	static GithubDelivery of(@Nullable String event, @Nullable String id, byte[] body) {
		if (event == null || !EVENT_NAME.matcher(event).matches()) {
			throw new InvalidDeliveryException(EVENT_HEADER,
					(event == null) ? "is missing" : "is not 1 to 100 of A-Z a-z 0-9 _ -");
		}
		if (id == null) {
			throw new InvalidDeliveryException(DELIVERY_HEADER, "is missing");
		}
		return new GithubDelivery(event, id, parse(body), JsonData.of(body));
	}

	private static JsonNode parse(byte[] body) {
		try {
			// Jackson would take UTF-16 and UTF-32, too, which are no JSON on the wire
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
			JsonNode json = JSON.readTree(text);
			if (json.isObject()) {
				return json;
			}
			throw new InvalidDeliveryException("body", json.isMissingNode() ? "is empty" : "is not a JSON object");
		}
		catch (CharacterCodingException ex) {
			throw new InvalidDeliveryException("body", "is not UTF-8", ex);
		}
		catch (JacksonException ex) {
			throw new InvalidDeliveryException("body", "is not JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	/**
	 * The events.
	 * @return one event for each source that the delivery names, or one for its kind
	 * @throws InvalidDeliveryException if the delivery's id cannot be part of an event's
	 * id
	 */
	List<Event> events() {
		Event unnamed = typed(unnamed());
		List<Event> events = Stream
			.of(about("repo", "/repository/full_name", unnamed), about("user", "/sender/login", unnamed),
					about("org", "/organization/login", unnamed))
			.flatMap(Optional::stream)
			.toList();
		return events.isEmpty() ? List.of(unnamed) : events;
	}

	private Event unnamed() {
		try {
			return Event.builder()
				.id(eventId("github"))
				.correlationId(this.id)
				.source("github", this.event)
				.type("github." + this.event)
				.data(this.data)
				.build();
		}
		catch (RejectedException ex) {
			throw new InvalidDeliveryException(DELIVERY_HEADER, "cannot be part of an event's id: " + ex.getMessage(),
					ex);
		}
	}

	private Event typed(Event event) {
		return text("/action").flatMap((action) -> ifAccepted(event.toBuilder().type(event.type() + "." + action)))
			.orElse(event);
	}

	private Optional<Event> about(String sourceType, String pointer, Event event) {
		return text(pointer)
			.flatMap((sourceId) -> ifAccepted(event.toBuilder().id(eventId(sourceType)).source(sourceType, sourceId)));
	}

	// an action may be free text (repository_dispatch), a name anything; an event may not
	private static Optional<Event> ifAccepted(Event.Builder event) {
		try {
			return Optional.of(event.build());
		}
		catch (RejectedException ex) {
			return Optional.empty();
		}
	}

	private Optional<String> text(String pointer) {
		return this.body.at(pointer).stringValueOpt().filter((text) -> !text.isEmpty());
	}

	private String eventId(String sourceType) {
		return this.id + ":" + sourceType;
	}

}
