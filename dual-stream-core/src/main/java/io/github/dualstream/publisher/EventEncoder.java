package io.github.dualstream.publisher;

import java.util.stream.Collectors;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.EncodedEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes the data of events as JSON. Thread-safe. Holds no more than the largest allowed
 * event in memory, however large the data is. How deep the data may be nested is the
 * mapper's own limit ({@code StreamWriteConstraints}, 500 by default), which also ends
 * cycles.
 */
public final class EventEncoder {

	private static final int MAX_PATH = 200;

	private final JsonMapper mapper;

	private final int maxSize;

	/**
	 * Create an encoder.
	 * @param mapper mapper for the data of events; types that it would write without
	 * their content are refused on top
	 * @param maxSize largest allowed data, in bytes
	 */
	public EventEncoder(JsonMapper mapper, int maxSize) {
		this.mapper = mapper.rebuild()
			.addModule(new SimpleModule("dual-stream-refused-types").setSerializerModifier(new RefusedTypes()))
			.build();
		this.maxSize = maxSize;
	}

	/**
	 * Write the data of an event.
	 * @param event the event
	 * @return the event with its data as JSON
	 * @throws RejectedException if there is no event, or its data cannot be written
	 */
	public EncodedEvent encode(@Nullable Event event) {
		if (event == null) {
			throw new RejectedException("event", "is null");
		}
		if (event.data() instanceof JsonData json) {
			if (json.size() > this.maxSize) {
				throw tooLarge(null);
			}
			return new EncodedEvent(event, json.bytes());
		}
		return new EncodedEvent(event, write(event.data()));
	}

	private byte[] write(Object data) {
		BoundedOutput output = new BoundedOutput(this.maxSize);
		try (JsonGenerator generator = new StrictJsonGenerator(this.mapper.createGenerator(output))) {
			this.mapper.writeValue(generator, data);
		}
		catch (BoundedOutput.FullException ex) {
			throw tooLarge(ex);
		}
		catch (JacksonException ex) {
			// within an object, Jackson wraps what the output throws
			throw output.isFull() ? tooLarge(ex) : new RejectedException("data",
					"cannot be written as JSON" + at(ex) + ": " + ex.getOriginalMessage(), ex);
		}
		return output.toByteArray();
	}

	/** Where in the data; the keys of maps are the caller's, so they are kept short. */
	private static String at(JacksonException failure) {
		if (failure.getPath().isEmpty()) {
			return "";
		}
		String path = failure.getPath()
			.stream()
			.map((part) -> (part.getPropertyName() != null) ? "." + part.getPropertyName()
					: "[" + part.getIndex() + "]")
			.limit(MAX_PATH)
			.collect(Collectors.joining())
			.replaceAll("[^\\x20-\\x7e]", "?");
		return " at data" + path.substring(0, Math.min(path.length(), MAX_PATH));
	}

	private RejectedException tooLarge(@Nullable Throwable cause) {
		return new RejectedException("data",
				"is larger than " + this.maxSize
						+ " bytes of JSON; see dual-stream.publisher.max-event-size, or publish a reference to it",
				cause);
	}

}
