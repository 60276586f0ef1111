package io.github.dualstream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Event data that is JSON already: the data of each event read from the log, and of
 * events whose JSON must be published unchanged. It is written byte by byte as it is.
 * Immutable.
 */
public final class JsonData implements JacksonSerializable {

	/**
	 * Parser that only skips, so it needs no buffers from the pool shared by all threads.
	 */
	private static final JsonFactory JSON = JsonFactory.builder()
		.recyclerPool(JsonRecyclerPools.nonRecyclingPool())
		.build();

	private final byte[] utf8;

	private JsonData(byte[] utf8) {
		this.utf8 = utf8;
	}

	/**
	 * Wrap JSON.
	 * @param utf8 exactly one JSON value, in UTF-8; copied
	 * @return the data
	 * @throws RejectedException if the bytes are not exactly one JSON value
	 */
	public static JsonData of(byte[] utf8) {
		byte[] copy = utf8.clone();
		requireOneValue(decode(copy));
		return new JsonData(copy);
	}

	/**
	 * Wrap JSON.
	 * @param json exactly one JSON value
	 * @return the data
	 * @throws RejectedException if the text is not exactly one JSON value
	 */
	public static JsonData of(String json) {
		requireOneValue(CharBuffer.wrap(json.toCharArray()));
		return new JsonData(encode(json));
	}

	/**
	 * Wrap JSON that a generator has written, or that was checked before it was stored.
	 * It is not checked again.
	 * @param utf8 exactly one JSON value, in UTF-8; not copied, so it must not be changed
	 * @return the data
	 */
	public static JsonData ofValid(byte[] utf8) {
		return new JsonData(utf8);
	}

	private static CharBuffer decode(byte[] utf8) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
		}
		catch (CharacterCodingException ex) {
			throw new RejectedException("data", "is not UTF-8", ex);
		}
	}

	private static byte[] encode(String json) {
		try {
			ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
			byte[] bytes = new byte[utf8.remaining()];
			utf8.get(bytes);
			return bytes;
		}
		catch (CharacterCodingException ex) {
			throw new RejectedException("data", "has an unpaired surrogate, which UTF-8 cannot hold", ex);
		}
	}

	/** Parses characters: from bytes, Jackson would take UTF-16 and UTF-32 as well. */
	private static void requireOneValue(CharBuffer json) {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json.array(), 0, json.limit())) {
			if (parser.nextToken() == null) {
				throw new RejectedException("data", "is empty; it must be exactly one JSON value");
			}
			parser.skipChildren();
			if (parser.nextToken() != null) {
				throw new RejectedException("data", "has more than one JSON value");
			}
		}
		catch (JacksonException ex) {
			throw new RejectedException("data", "is not JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	/**
	 * Size of the JSON.
	 * @return the number of bytes, in UTF-8
	 */
	public int size() {
		return this.utf8.length;
	}

	/**
	 * The JSON.
	 * @return a copy of the bytes, in UTF-8
	 */
	public byte[] bytes() {
		return this.utf8.clone();
	}

	@Override
	public void serialize(JsonGenerator generator, SerializationContext context) {
		generator.writeRawValue(toString());
	}

	@Override
	public void serializeWithType(JsonGenerator generator, SerializationContext context, TypeSerializer serializer) {
		serialize(generator, context);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof JsonData data && Arrays.equals(this.utf8, data.utf8);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.utf8);
	}

	/**
	 * The JSON.
	 * @return the JSON as text
	 */
	@Override
	public String toString() {
		return new String(this.utf8, StandardCharsets.UTF_8);
	}

}
