package io.github.dualstream.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Key of a record: records with the same bytes are in the same partition, in the order of
 * their appends. The key of an event is its source id in UTF-8; other applications may
 * use any bytes. Immutable.
 */
public final class RecordKey {

	private final byte[] bytes;

	private final int hash;

	private RecordKey(byte[] bytes) {
		this.bytes = bytes;
		this.hash = Arrays.hashCode(bytes);
	}

	/**
	 * Create a key.
	 * @param bytes bytes of the key; not copied, so they must not be changed
	 * @return the key
	 */
	public static RecordKey of(byte[] bytes) {
		return new RecordKey(bytes);
	}

	/**
	 * Create a key.
	 * @param text text of the key, such as a source id
	 * @return the key with the text in UTF-8
	 */
	public static RecordKey of(String text) {
		return new RecordKey(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the bytes.
	 * @return bytes of the key, not a copy
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof RecordKey key && this.hash == key.hash && Arrays.equals(this.bytes, key.bytes);
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	/**
	 * Return the key as text.
	 * @return the bytes decoded as UTF-8; what is not UTF-8 is replaced
	 */
	@Override
	public String toString() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

}
