package io.github.dualstream.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Header of a record. A record may have several headers of one name, in order.
 *
 * @param name name of the header
 * @param value value of the header; not copied, so it must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by equals below
public record RecordHeader(String name, byte @Nullable [] value) {

	/**
	 * Create a header.
	 * @param name name of the header
	 * @param text text of the header
	 * @return the header with the text in UTF-8
	 */
	public static RecordHeader of(String name, String text) {
		return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof RecordHeader header && this.name.equals(header.name)
				&& Arrays.equals(this.value, header.value);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, Arrays.hashCode(this.value));
	}

	@Override
	public String toString() {
		return this.name + "=" + ((this.value != null) ? new String(this.value, StandardCharsets.UTF_8) : null);
	}

}
