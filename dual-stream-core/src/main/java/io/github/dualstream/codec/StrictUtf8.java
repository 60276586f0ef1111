package io.github.dualstream.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.RejectedException;

/**
 * Strict decoding of UTF-8, since a replaced character could turn an id into another one.
 */
final class StrictUtf8 {

	private StrictUtf8() {
	}

	/**
	 * Decode a text.
	 * @param name name of the text, for the error
	 * @param bytes the text in UTF-8
	 * @return the text
	 * @throws RejectedException if it is not UTF-8
	 */
	static String decode(String name, byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		// bytes that are not UTF-8 become this character, which may be genuine as well
		return (text.indexOf('\uFFFD') < 0) ? text : decodeAgain(name, bytes);
	}

	private static String decodeAgain(String name, byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new RejectedException(name, "is not UTF-8", ex);
		}
	}

}
