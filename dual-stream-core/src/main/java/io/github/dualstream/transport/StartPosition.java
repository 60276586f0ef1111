package io.github.dualstream.transport;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

import io.github.dualstream.Position;

/**
 * Start position of a group on partitions without a committed offset. Immutable.
 */
public sealed interface StartPosition {

	/** Oldest record that the log still has. */
	StartPosition EARLIEST = new Earliest();

	/** First record that is appended after the group has started. */
	StartPosition LATEST = new Latest();

	/**
	 * Read the text form.
	 * @param text {@code earliest}, {@code latest} or a point in time such as
	 * {@code 2026-11-01T00:00:00Z}
	 * @return the position
	 * @throws IllegalArgumentException if the text is none of these
	 */
	static StartPosition parse(String text) {
		return switch (text) {
			case "earliest" -> EARLIEST;
			case "latest" -> LATEST;
			default -> at(text);
		};
	}

	private static StartPosition at(String text) {
		try {
			return new AtTime(Instant.parse(text));
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException("neither 'earliest' nor 'latest' nor a point in time such as "
					+ "2026-11-01T00:00:00Z: '" + text + "'", ex);
		}
	}

	/** See {@link StartPosition#EARLIEST}. */
	record Earliest() implements StartPosition {
	}

	/** See {@link StartPosition#LATEST}. */
	record Latest() implements StartPosition {
	}

	/**
	 * First record that was appended at a time or later.
	 *
	 * @param time the time, by the log's clock
	 */
	record AtTime(Instant time) implements StartPosition {
	}

	/**
	 * Records at these positions; the oldest one in partitions that are not named.
	 *
	 * @param positions positions, at most one for each partition
	 */
	record AtPositions(List<Position> positions) implements StartPosition {

		public AtPositions {
			positions = List.copyOf(positions);
		}

	}

}
