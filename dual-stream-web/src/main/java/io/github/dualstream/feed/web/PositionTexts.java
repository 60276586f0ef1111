package io.github.dualstream.feed.web;

import org.jspecify.annotations.Nullable;

/**
 * Text form of positions and cursors for clients. Thread-safe.
 */
interface PositionTexts {

	/** Plain text form. */
	PositionTexts PLAIN = new PositionTexts() {

		@Override
		public String write(String plain) {
			return plain;
		}

		@Override
		public String read(String text) {
			return text;
		}

	};

	/**
	 * Write a position or a cursor.
	 * @param plain its plain text
	 * @return text for a client, with characters that are valid in URLs, headers and JSON
	 * strings
	 */
	String write(String plain);

	/**
	 * Read the text of a client.
	 * @param text any text
	 * @return the plain text; {@code null} if the text was not written here
	 */
	@Nullable String read(String text);

}
