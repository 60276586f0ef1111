package io.github.dualstream;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Event data that is not JSON: the data of each event read from the log whose content
 * type is another one. Immutable.
 */
public final class BinaryData {

	private final byte[] bytes;

	private BinaryData(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Wrap bytes.
	 * @param bytes the bytes; copied
	 * @return the data
	 */
	public static BinaryData of(byte[] bytes) {
		return new BinaryData(bytes.clone());
	}

	/**
	 * Size of the data.
	 * @return the number of bytes
	 */
	public int size() {
		return this.bytes.length;
	}

	/**
	 * The data.
	 * @return a copy of the bytes
	 */
	@JsonValue
	public byte[] bytes() {
		return this.bytes.clone();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof BinaryData data && Arrays.equals(this.bytes, data.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "BinaryData[" + this.bytes.length + " bytes]";
	}

}
