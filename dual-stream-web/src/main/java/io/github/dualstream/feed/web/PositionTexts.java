package io.github.dualstream.feed.web;

import org.jspecify.annotations.Nullable;

/**
 * Form in which clients hold positions and cursors. Thread-safe.
 */
interface PositionTexts {

	/** The form that can be read by everybody. */
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
	 * @return text for a client, in the alphabet of URLs, headers and JSON strings
	 */
	String write(String plain);

	/**
	 * Read what a client sent.
	 * @param text any text
	 * @return the plain text; {@code null} if the text was not written here
	 */
	@Nullable String read(String text);

}
