package io.github.dualstream.transport;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Text from outside, such as an argument, a header or the message of an exception, as it
 * may appear in a log line, a header or an answer: one line of bounded length, without
 * control characters, and without the passwords of URLs and connection settings.
 */
public final class PrintableText {

	private static final int DEFAULT_MAX = 256;

	/** Characters that break lines, are invisible, or change the direction of writing. */
	private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

	private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]{1,200}@");

	private static final Pattern SECRET = Pattern.compile(
			"(?i)(password|passwd|pwd|secret|token|credential|api[-_]?key)(\"?\\s?[=:]\\s?)(\"[^\"]*\"?|[^\\s,;&\"]+)");

	private PrintableText() {
	}

	/**
	 * Make a text printable.
	 * @param text the text
	 * @return at most some 256 characters of it on one line, empty for {@code null}
	 */
	public static String of(@Nullable Object text) {
		return of(text, DEFAULT_MAX);
	}

	/**
	 * Make a text printable.
	 * @param text the text
	 * @param max number of characters that are kept
	 * @return the text on one line, empty for {@code null}
	 */
	public static String of(@Nullable Object text, int max) {
		if (text == null) {
			return "";
		}
		String all = text.toString();
		// redacted before it is cut, which could part a password from its name
		String start = all.substring(0, Math.min(all.length(), 4 * max));
		String safe = HIDDEN.matcher(redacted(start)).replaceAll("?");
		return (safe.length() <= max && start.length() == all.length()) ? safe
				: safe.substring(0, Math.min(safe.length(), max)) + "… (" + all.length() + " characters)";
	}

	/**
	 * Make the innermost cause of a failure printable, since what wraps it rarely tells
	 * more than that something failed.
	 * @param failure the failure
	 * @return class and message of the innermost cause on one line
	 */
	public static String ofInnermostCause(Throwable failure) {
		return of(NestedExceptionUtils.getMostSpecificCause(failure));
	}

	private static String redacted(String text) {
		return SECRET.matcher(USER_INFO.matcher(text).replaceAll("://***@")).replaceAll("$1$2***");
	}

}
