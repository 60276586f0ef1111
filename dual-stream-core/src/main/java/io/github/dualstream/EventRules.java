package io.github.dualstream;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Constraints on the fields of an {@link Event}. All of them appear in record headers,
 * channel names, application logs or pages, so invisible characters are rejected.
 */
final class EventRules {

	private static final int MAX_TOKEN = 255;

	private static final int MAX_SOURCE_TYPE = 100;

	private static final int MAX_DATA_SCHEMA = 1024;

	private static final Pattern CONTENT_TYPE = Pattern.compile("[\\w.+!#$&^-]+/[\\w.+!#$&^-]+ *(;[\\x20-\\x7e]*)?");

	private static final int MAX_SOURCE_ID_BYTES = 512;

	private static final int MAX_EXTENSIONS = 64;

	private static final int MAX_EXTENSION_VALUE = 1024;

	private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

	private static final int MAX_EXTENSION_NAME = 20;

	/** Attributes of CloudEvents and those that dual-stream writes itself. */
	private static final Set<String> RESERVED = Set.of("id", "source", "specversion", "type", "datacontenttype",
			"dataschema", "subject", "time", "data", "sourcetype", "dataversion", "correlationid", "causationid",
			"traceparent", "tracestate");

	private EventRules() {
	}

	static <T> T required(String field, @Nullable T value) {
		if (value == null) {
			throw new RejectedException(field, "is missing");
		}
		return value;
	}

	static String token(String field, @Nullable String value) {
		String token = notEmpty(field, value);
		requireLength(field, token, MAX_TOKEN);
		if (!isVisibleAscii(token)) {
			requireCharacters(field, token, EventRules::isVisibleAscii, "visible ASCII characters");
		}
		return token;
	}

	static @Nullable String optionalToken(String field, @Nullable String value) {
		return (value != null) ? token(field, value) : null;
	}

	static @Nullable String contentType(@Nullable String value) {
		if (value != null) {
			requireLength("contentType", value, MAX_TOKEN);
			if (!CONTENT_TYPE.matcher(value).matches()) {
				throw new RejectedException("contentType", "is not a media type such as application/json");
			}
		}
		return value;
	}

	static @Nullable String dataSchema(@Nullable String value) {
		if (value != null) {
			requireLength("dataSchema", notEmpty("dataSchema", value), MAX_DATA_SCHEMA);
			requireCharacters("dataSchema", value, EventRules::isVisibleAscii, "visible ASCII characters");
		}
		return value;
	}

	static String sourceType(@Nullable String value) {
		String sourceType = notEmpty("sourceType", value);
		requireLength("sourceType", sourceType, MAX_SOURCE_TYPE);
		if (!isName(sourceType)) {
			requireCharacters("sourceType", sourceType, EventRules::isNameCharacter, "A-Z a-z 0-9 . _ -");
		}
		return sourceType;
	}

	static String sourceId(@Nullable String value) {
		String sourceId = notEmpty("sourceId", value);
		requireLength("sourceId", sourceId, MAX_SOURCE_ID_BYTES);
		if (isVisibleAscii(sourceId)) {
			// nearly every id; none of the rest can be wrong then
			return sourceId;
		}
		requireCharacters("sourceId", sourceId, EventRules::isVisible,
				"characters other than control, format, separator and unpaired surrogate ones");
		if (sourceId.codePoints().allMatch(EventRules::isBlank)) {
			throw new RejectedException("sourceId", "is blank");
		}
		if (sourceId.getBytes(StandardCharsets.UTF_8).length > MAX_SOURCE_ID_BYTES) {
			throw new RejectedException("sourceId", "is longer than " + MAX_SOURCE_ID_BYTES + " bytes of UTF-8");
		}
		if (!Normalizer.isNormalized(sourceId, Normalizer.Form.NFC)) {
			throw new RejectedException("sourceId",
					"is not in Unicode normalization form C, so that two sources could look the same; "
							+ "pass it through java.text.Normalizer first");
		}
		return sourceId;
	}

	static Instant time(Instant time) {
		if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
			throw new RejectedException("time", "is outside of the years 0 to 9999");
		}
		return time;
	}

	static Map<String, String> extensions(Map<String, String> extensions) {
		if (extensions.isEmpty()) {
			return Map.of();
		}
		if (extensions.size() > MAX_EXTENSIONS) {
			throw new RejectedException("extensions", "has more than " + MAX_EXTENSIONS + " entries");
		}
		extensions.forEach(EventRules::requireExtension);
		return Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
	}

	private static void requireExtension(@Nullable String name, @Nullable String value) {
		if (name == null || !isExtensionName(name)) {
			throw new RejectedException("extensions",
					"has a name that is not 1 to 20 of a-z 0-9, as CloudEvents requires: " + quote(name));
		}
		if (RESERVED.contains(name)) {
			throw new RejectedException("extensions", "has the reserved name '" + name + "'");
		}
		String field = "extensions." + name;
		String text = required(field, value);
		requireLength(field, text, MAX_EXTENSION_VALUE);
		if (!isVisibleAscii(text)) {
			requireCharacters(field, text, EventRules::isVisible,
					"characters other than control, format, separator and unpaired surrogate ones");
		}
	}

	private static boolean isExtensionName(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
				return false;
			}
		}
		return !name.isEmpty() && name.length() <= MAX_EXTENSION_NAME;
	}

	private static String notEmpty(String field, @Nullable String value) {
		String text = required(field, value);
		if (text.isEmpty()) {
			throw new RejectedException(field, "is empty");
		}
		return text;
	}

	private static void requireLength(String field, String value, int max) {
		if (value.length() > max) {
			throw new RejectedException(field,
					"has " + value.length() + " characters; at most " + max + " are allowed");
		}
	}

	private static void requireCharacters(String field, String value, IntPredicate allowed, String description) {
		for (int i = 0; i < value.length();) {
			int codePoint = value.codePointAt(i);
			if (!allowed.test(codePoint)) {
				throw new RejectedException(field, "has the character U+%04X at position %d; only %s are allowed"
					.formatted(codePoint, i, description));
			}
			i += Character.charCount(codePoint);
		}
	}

	private static boolean isName(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (!isNameCharacter(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isNameCharacter(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
				|| c == '-';
	}

	private static boolean isVisibleAscii(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (!isVisibleAscii(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isVisibleAscii(int c) {
		return c > ' ' && c < 0x7f;
	}

	private static boolean isVisible(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR ->
				false;
			// may be a character of a newer Unicode than this JVM's, such as an emoji
			case Character.UNASSIGNED -> !isNoncharacter(codePoint);
			default -> true;
		};
	}

	private static boolean isNoncharacter(int codePoint) {
		return (codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
	}

	private static boolean isBlank(int codePoint) {
		return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
	}

	private static String quote(@Nullable String name) {
		return (name == null) ? "null"
				: "'" + name.codePoints()
					.limit(40)
					.mapToObj((c) -> isVisible(c) ? Character.toString(c) : "\\u%04x".formatted(c))
					.reduce("", String::concat) + "'";
	}

}
