package io.github.dualstream.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads timestamps of RFC 3339. The most common form,
 * {@code 2026-05-04T03:02:01.123456Z}, is parsed without a formatter, which takes longer
 * than the rest of a record; and a written timestamp is mostly in the same second as the
 * one before. Thread-safe.
 */
public final class Timestamps {

	private static final String SECONDS = "0000-00-00T00:00:00";

	private static final String NANOS = SECONDS + ".000000000";

	private static volatile Second latest = Second.of(0);

	private Timestamps() {
	}

	/**
	 * Write a timestamp, like {@link Instant#toString()}.
	 * @param time time in the years 0 to 9999
	 * @return the timestamp, in UTC
	 */
	public static String format(Instant time) {
		Second second = latest;
		if (second.number() != time.getEpochSecond()) {
			second = Second.of(time.getEpochSecond());
			latest = second;
		}
		return second.text() + fraction(time.getNano()) + "Z";
	}

	/** Fraction of a second with 0, 3, 6 or 9 digits, like {@link Instant#toString()}. */
	private static String fraction(int nanos) {
		if (nanos == 0) {
			return "";
		}
		if (nanos % 1_000_000 == 0) {
			return digits(1_000 + nanos / 1_000_000);
		}
		return digits((nanos % 1_000 == 0) ? 1_000_000 + nanos / 1_000 : 1_000_000_000 + nanos);
	}

	/** Digits with a point for the first digit, which preserved the zeros after it. */
	private static String digits(int number) {
		return "." + String.valueOf(number).substring(1);
	}

	/**
	 * Read a timestamp.
	 * @param text the timestamp, with any offset
	 * @return its time
	 * @throws RejectedException if it is not a timestamp of RFC 3339
	 */
	public static Instant parse(String text) {
		try {
			Instant utc = utc(text);
			return (utc != null) ? utc : OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			throw new RejectedException("time", "is not an RFC 3339 timestamp", ex);
		}
	}

	private static @Nullable Instant utc(String text) {
		if (!isOfForm(text)) {
			return null;
		}
		int hour = number(text, 11, 13);
		int minute = number(text, 14, 16);
		int second = number(text, 17, 19);
		if (hour > 23 || minute > 59 || second > 59) {
			return null;
		}
		long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
		return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos(text));
	}

	private static boolean isOfForm(String text) {
		int end = text.length() - 1;
		if (end < SECONDS.length() || end == SECONDS.length() + 1 || end > NANOS.length() || text.charAt(end) != 'Z') {
			return false;
		}
		for (int i = 0; i < end; i++) {
			char c = text.charAt(i);
			char form = NANOS.charAt(i);
			if ((form == '0') ? (c < '0' || c > '9') : (c != form)) {
				return false;
			}
		}
		return true;
	}

	private static int nanos(String text) {
		int nanos = 0;
		for (int i = SECONDS.length() + 1; i < NANOS.length(); i++) {
			nanos = 10 * nanos + ((i < text.length() - 1) ? text.charAt(i) - '0' : 0);
		}
		return nanos;
	}

	private static int number(String text, int begin, int end) {
		int number = 0;
		for (int i = begin; i < end; i++) {
			number = 10 * number + text.charAt(i) - '0';
		}
		return number;
	}

	/**
	 * Second with its text.
	 *
	 * @param number seconds since 1970
	 * @param text date and time, without a zone
	 */
	private record Second(long number, String text) {

		static Second of(long number) {
			String text = Instant.ofEpochSecond(number).toString();
			return new Second(number, text.substring(0, text.length() - 1));
		}

	}

}
