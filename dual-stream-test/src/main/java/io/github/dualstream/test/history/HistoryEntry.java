package io.github.dualstream.test.history;

import org.jspecify.annotations.Nullable;

/**
 * One line of a history. Fields that say nothing about this kind of entry are
 * {@code null} or 0.
 *
 * @param kind what the entry says
 * @param process the process, consumer or client that it says it about
 * @param operation number of the publish within its process, from 1
 * @param event id of the event
 * @param source its source, written {@code type:id}
 * @param sequence number of the publish among those of its source in this process, from
 * 1; 0 where other threads publish to the same source, so that the calls have no order
 * @param position place in the log, written {@code topic:partition:offset}
 * @param detail error or reason
 * @param nanos {@link System#nanoTime()}, one clock for all processes of a machine
 * @param millis milliseconds since 1970, for people
 */
public record HistoryEntry(EntryKind kind, String process, long operation, @Nullable String event,
		@Nullable String source, long sequence, @Nullable String position, @Nullable String detail, long nanos,
		long millis) {

}
