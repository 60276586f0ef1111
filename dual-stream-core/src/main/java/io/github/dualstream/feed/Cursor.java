package io.github.dualstream.feed;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * Position of a client in every partition of its sources. Its text is opaque to clients,
 * which hold it and may have changed it. It contains the number of partitions of each
 * topic, since sources move when a topic grows. Immutable.
 */
public final class Cursor {

	/** Maximum length, which fits into a header of the usual web servers. */
	static final int MAX_LENGTH = 6 * 1024;

	private static final Pattern TOPIC = Pattern
		.compile("([a-zA-Z0-9._-]{1,249})~([0-9]{1,7})(?:@([a-zA-Z0-9_-]{1,22}))?((?::[0-9]{1,7}:[0-9]{1,19})+)");

	private final Map<String, Integer> partitionCounts = new TreeMap<>();

	private final Map<String, String> identities = new HashMap<>();

	private final Map<LogPartition, Long> next = new TreeMap<>(FeedProgress.ORDER);

	private final String text;

	private Cursor(String text) {
		this.text = text;
	}

	/**
	 * Parse the text of a cursor. The position of an event is also a cursor, for its
	 * partition.
	 * @param text the text of a cursor; may come from an untrusted client
	 * @return the cursor
	 * @throws IllegalArgumentException if the text is not that of a cursor
	 */
	public static Cursor parse(String text) {
		if (text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("not a cursor: longer than " + MAX_LENGTH + " characters");
		}
		Cursor cursor = new Cursor(text);
		if (text.indexOf('~') < 0) {
			cursor.addPosition(text);
			return cursor;
		}
		for (String topic : text.split(",", -1)) {
			cursor.addTopic(topic);
		}
		return cursor;
	}

	/**
	 * Offset to resume at after a position, which may come from an untrusted client.
	 * @param position the position
	 * @return the offset after it; the highest one, which no log reaches, stays
	 */
	static long offsetAfter(Position position) {
		return Math.max(position.offset(), position.offset() + 1);
	}

	private void addPosition(String text) {
		try {
			Position position = Position.parse(text);
			this.next.put(LogPartition.of(position), offsetAfter(position));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("not a cursor", ex);
		}
	}

	private void addTopic(String text) {
		Matcher matcher = TOPIC.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("not a cursor");
		}
		String topic = matcher.group(1);
		int count = Integer.parseInt(matcher.group(2));
		require(this.partitionCounts.put(topic, count) == null, "a topic twice");
		if (matcher.group(3) != null) {
			this.identities.put(topic, matcher.group(3));
		}
		String[] numbers = matcher.group(4).substring(1).split(":", -1);
		for (int i = 0; i < numbers.length; i += 2) {
			int partition = Integer.parseInt(numbers[i]);
			require(partition < count, "a partition that its topic does not have");
			require(this.next.put(new LogPartition(topic, partition), offset(numbers[i + 1])) == null,
					"a partition twice");
		}
	}

	private static long offset(String text) {
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("not a cursor: an offset is out of range", ex);
		}
	}

	private static void require(boolean condition, String problem) {
		if (!condition) {
			throw new IllegalArgumentException("not a cursor: it names " + problem);
		}
	}

	/**
	 * Number of partitions that a topic had.
	 * @return the number; {@code null} if the cursor does not contain it
	 */
	@Nullable Integer partitionsOf(String topic) {
		return this.partitionCounts.get(topic);
	}

	/**
	 * Identity that a topic had.
	 * @return the identity; {@code null} if the cursor does not contain it
	 */
	@Nullable String identityOf(String topic) {
		return this.identities.get(topic);
	}

	/**
	 * Text of a topic, which precedes its offsets.
	 * @param partitions number of its partitions
	 * @param identity its identity, possibly empty
	 */
	static String layout(int partitions, String identity) {
		return identity.isEmpty() ? Integer.toString(partitions) : partitions + "@" + identity;
	}

	/**
	 * Offset to resume from in a partition.
	 * @return the offset after the last delivered event; {@code null} for a partition
	 * that the cursor does not name
	 */
	@Nullable Long next(LogPartition partition) {
		return this.next.get(partition);
	}

	/**
	 * Positions to resume from, in the partitions that the cursor names.
	 */
	Set<Position> positionsIn(Collection<LogPartition> partitions) {
		Set<Position> positions = new HashSet<>();
		for (LogPartition partition : partitions) {
			Long offset = this.next.get(partition);
			if (offset != null) {
				positions.add(partition.at(offset));
			}
		}
		return positions;
	}

	/**
	 * Position to resume after, for a cursor of one partition.
	 * @return the position, whose offset is -1 at the beginning of the partition
	 * @throws IllegalArgumentException if the cursor is of several partitions
	 */
	public Position position() {
		if (this.next.size() != 1) {
			throw new IllegalArgumentException("a cursor of several partitions");
		}
		Map.Entry<LogPartition, Long> only = this.next.entrySet().iterator().next();
		return new Position(only.getKey().topic(), only.getKey().number(), only.getValue() - 1);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
