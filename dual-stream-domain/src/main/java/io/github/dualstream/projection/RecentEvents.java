package io.github.dualstream.projection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.Event;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.UnreadableOffsetException;

/**
 * Last events of a partition before its checkpoint. An event that is in the log twice, as
 * after a crash of its publisher, is recognized by them. They follow from the log alone,
 * so they need no table: those that this instance has not handled itself are read again.
 * For one thread.
 */
final class RecentEvents {

	/** Number of records after which an event is no longer recognized. */
	static final int MAX_RECORDS = 10_000;

	private final LogPartition partition;

	private final Set<String> events = new LinkedHashSet<>();

	private long next;

	RecentEvents(LogPartition partition) {
		this.partition = partition;
	}

	/**
	 * Read the events before a checkpoint that are not known yet.
	 * @param checkpoint next offset to handle
	 * @param reader reader of the log
	 */
	void readUpTo(long checkpoint, LogReader reader) {
		if (checkpoint == this.next) {
			return;
		}
		long begin = reader.begins(List.of(this.partition)).getOrDefault(this.partition, checkpoint);
		long from = Math.max(begin,
				(checkpoint > 0) ? reader.offsetBefore(this.partition, checkpoint, MAX_RECORDS) : 0);
		if (this.next > checkpoint || this.next < from) {
			this.events.clear();
		}
		else {
			from = this.next;
		}
		while (from < checkpoint) {
			from = read(from, checkpoint, reader);
		}
		this.next = checkpoint;
	}

	/** Returns the offset to continue at. */
	private long read(long from, long to, LogReader reader) {
		try {
			reader.read(Map.of(this.partition, new OffsetRange(from, to)), this::add);
			return to;
		}
		catch (UnreadableOffsetException ex) {
			// it was skipped, as the checkpoint is behind it
			return ex.offset() + 1;
		}
	}

	private void add(LogRecord record) {
		try {
			add(EventReader.read(record));
		}
		catch (UnreadableRecordException ex) {
			// had no effect either, which has been logged
		}
	}

	private void add(Event event) {
		this.events.add(keyOf(event));
		if (this.events.size() > MAX_RECORDS) {
			Iterator<String> oldest = this.events.iterator();
			oldest.next();
			oldest.remove();
		}
	}

	private static String keyOf(Event event) {
		return event.source() + " " + event.id();
	}

	/**
	 * Select the events that are not there a second time.
	 * @param read events from the checkpoint on
	 * @return those that have not taken effect yet, each once
	 */
	List<StoredEvent> withoutDuplicates(List<StoredEvent> read) {
		List<StoredEvent> first = new ArrayList<>(read.size());
		Set<String> added = new HashSet<>();
		for (StoredEvent event : read) {
			String key = keyOf(event.event());
			if (!this.events.contains(key) && added.add(key)) {
				first.add(event);
			}
		}
		return first;
	}

	/**
	 * Add events that have taken effect.
	 * @param handled the events
	 * @param checkpoint next offset to handle
	 */
	void advanced(List<StoredEvent> handled, long checkpoint) {
		handled.forEach((event) -> add(event.event()));
		this.next = checkpoint;
	}

}
