package io.github.dualstream.transport.nats;

import java.nio.charset.StandardCharsets;

/**
 * Encoding of any text as one token of a subject. Letters, digits and most other
 * characters of ASCII stay as they are; what a subject cannot have, and the percent sign,
 * is percent-encoded as in a URL.
 */
final class SubjectToken {

	/** Token of the empty text, which no other text has. */
	private static final String EMPTY = "%";

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
				token.append('%').append(hex(octet >> 4)).append(hex(octet));
			}
		}
		return token.toString();
	}

	static String of(String text) {
		return of(text.getBytes(StandardCharsets.UTF_8));
	}

	private static boolean isPlain(byte octet) {
		return octet > ' ' && octet < 0x7f && octet != '.' && octet != '*' && octet != '>' && octet != '%'
				&& octet != '~';
	}

	private static char hex(int nibble) {
		return Character.toUpperCase(Character.forDigit(nibble & 0xf, 16));
	}

}
