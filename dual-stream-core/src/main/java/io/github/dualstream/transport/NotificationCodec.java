package io.github.dualstream.transport;

import java.nio.charset.StandardCharsets;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Codec of the messages on the channels, the same for every bus. Any client of a bus can
 * publish any message to a channel, so decoding accepts only messages that this class
 * could have written for that channel, apart from further fields. Thread-safe.
 */
public final class NotificationCodec {

	private static final int MAX_BYTES = 8 * 1024;

	private static final JsonFactory JSON = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final ChannelNaming naming;

	/**
	 * Create the codec.
	 * @param naming naming of the channels
	 */
	public NotificationCodec(ChannelNaming naming) {
		this.naming = naming;
	}

	/**
	 * Channel of a notification.
	 * @param notification the notification
	 * @return the name of the channel
	 */
	public String channelOf(Notification notification) {
		return this.naming.channelOf(notification.source());
	}

	/**
	 * Encode a message, without a JSON generator, whose creation costs more than the
	 * message.
	 * @param notification the notification
	 * @return the message, JSON in UTF-8
	 */
	public byte[] encode(Notification notification) {
		Position prev = notification.prev();
		String message = "{\"id\":\"" + escaped(notification.eventId()) + "\",\"type\":\""
				+ escaped(notification.type()) + "\",\"source_id\":\"" + escaped(notification.source().id())
				+ "\",\"position\":\"" + notification.position() + ((prev != null) ? "\",\"prev\":\"" + prev : "")
				+ "\"}";
		return message.getBytes(StandardCharsets.UTF_8);
	}

	/** Escape a field; by the rules of an event, no field has control characters. */
	private static String escaped(String field) {
		return field.replace("\\", "\\\\").replace("\"", "\\\"");
	}

	/**
	 * Decode a message.
	 * @param channel channel of the message
	 * @param message the message
	 * @return the notification
	 * @throws IllegalArgumentException if it is not a message of this channel
	 */
	public Notification decode(String channel, byte[] message) {
		if (message.length > MAX_BYTES) {
			throw new IllegalArgumentException("larger than " + MAX_BYTES + " bytes");
		}
		try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), message)) {
			return notification(channel, Fields.read(json));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("not JSON: " + ex.getOriginalMessage(), ex);
		}
		catch (RejectedException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	private Notification notification(String channel, Fields fields) {
		String sourceType = this.naming.sourceTypeOf(channel);
		// the rules of an event are those of its notification
		Event event = Event.builder()
			.id(required("id", fields.id))
			.type(required("type", fields.type))
			.source(sourceType, required("source_id", fields.sourceId))
			.data("")
			.build();
		if (!this.naming.channelOf(event.source()).equals(channel)) {
			throw new IllegalArgumentException("field 'source_id' belongs to another channel");
		}
		Position prev = (fields.prev != null) ? Position.parse(fields.prev) : null;
		return Notification.of(event, Position.parse(required("position", fields.position)), prev);
	}

	private static String required(String field, @Nullable String value) {
		if (value == null) {
			throw new IllegalArgumentException("field '" + field + "' is missing");
		}
		return value;
	}

	private static final class Fields {

		private @Nullable String id;

		private @Nullable String type;

		private @Nullable String sourceId;

		private @Nullable String position;

		private @Nullable String prev;

		static Fields read(JsonParser json) {
			require(json.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
			Fields fields = new Fields();
			while (json.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = json.currentName();
				json.nextToken();
				fields.set(name, json);
			}
			require(json.nextToken() == null, "more than one JSON value");
			return fields;
		}

		private void set(String name, JsonParser json) {
			switch (name) {
				case "id" -> this.id = text(name, json);
				case "type" -> this.type = text(name, json);
				case "source_id" -> this.sourceId = text(name, json);
				case "position" -> this.position = text(name, json);
				case "prev" -> this.prev = text(name, json);
				default -> json.skipChildren();
			}
		}

		private static String text(String name, JsonParser json) {
			require(json.currentToken() == JsonToken.VALUE_STRING, "field '" + name + "' is not a string");
			return json.getString();
		}

		private static void require(boolean condition, String problem) {
			if (!condition) {
				throw new IllegalArgumentException(problem);
			}
		}

	}

}
