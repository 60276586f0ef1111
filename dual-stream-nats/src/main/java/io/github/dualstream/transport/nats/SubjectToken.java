package io.github.dualstream.transport.nats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encoding of any text as one token of a subject, which is also a name of a stream and a
 * part of a key of a key-value bucket. Letters, digits, hyphen, underscore and slash stay
 * as they are, every other byte is written as {@code =2E}. The percent sign, which is
 * usual elsewhere, is none: nats-server 2.9 does not deliver from streams that have it in
 * their name.
 */
final class SubjectToken {

	/** Token of the empty text, which no other text has. */
	private static final String EMPTY = "=";

	private SubjectToken() {
	}

	/**
	 * Encode a text.
	 * @param text the text, in UTF-8
	 * @return the token
	 */
	static String of(byte[] text) {
		if (text.length == 0) {
			return EMPTY;
		}
		StringBuilder token = new StringBuilder(text.length);
		for (byte octet : text) {
			if (isPlain(octet)) {
				token.append((char) octet);
			}
			else {
				token.append('=').append(hex(octet >> 4)).append(hex(octet));
			}
		}
		return token.toString();
	}

	static String of(String text) {
		return of(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Decode a token. One that another application has written may be none of these, and
	 * is taken as it is.
	 * @param token the token
	 * @return the text, in UTF-8
	 */
	static byte[] decode(String token) {
		if (token.equals(EMPTY)) {
			return new byte[0];
		}
		byte[] encoded = token.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream text = new ByteArrayOutputStream(encoded.length);
		for (int i = 0; i < encoded.length; i++) {
			if (encoded[i] == '=' && i + 2 < encoded.length && digit(encoded[i + 1]) >= 0
					&& digit(encoded[i + 2]) >= 0) {
				text.write((digit(encoded[i + 1]) << 4) | digit(encoded[i + 2]));
				i += 2;
			}
			else {
				text.write(encoded[i]);
			}
		}
		return text.toByteArray();
	}

	private static boolean isPlain(byte octet) {
		return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9')
				|| octet == '-' || octet == '_' || octet == '/';
	}

	private static char hex(int nibble) {
		return Character.toUpperCase(Character.forDigit(nibble & 0xf, 16));
	}

	private static int digit(byte octet) {
		return Character.digit(octet, 16);
	}

}
