package io.github.dualstream.codec;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Content types of event data.
 */
final class ContentTypes {

	static final String JSON = "application/json";

	static final String BYTES = "application/octet-stream";

	private ContentTypes() {
	}

	/** The type without parameters, in lower case. */
	static String essence(String contentType) {
		int parameters = contentType.indexOf(';');
		return ((parameters < 0) ? contentType : contentType.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
	}

	/** Whether data is JSON; it is unless its event says otherwise. */
	static boolean isJson(@Nullable String contentType) {
		if (contentType == null || contentType.equals(JSON)) {
			return true;
		}
		String essence = essence(contentType);
		return essence.equals(JSON) || essence.equals("text/json") || essence.endsWith("+json");
	}

	static boolean isText(String contentType) {
		return essence(contentType).startsWith("text/");
	}

	/**
	 * Content type of an event that was read.
	 * @return {@code null} for plain JSON, which is the default
	 */
	static @Nullable String ofEvent(@Nullable String contentType) {
		return (contentType == null || essence(contentType).equals(JSON)) ? null : contentType;
	}

}
