package io.github.dualstream.harness.history;

import org.jspecify.annotations.Nullable;

/**
 * Line of a history. Fields that do not apply to the kind of entry are {@code null} or 0.
 *
 * @param kind kind of the entry
 * @param process process, consumer or client of the entry
 * @param operation number of the publish within its process, from 1
 * @param event id of the event
 * @param source source of the event, written {@code type:id}
 * @param sequence number of the publish among those of its source in this process, from
 * 1; 0 if other threads publish to the same source, so that the calls have no order
 * @param position position in the log, written {@code topic:partition:offset}
 * @param detail error or reason
 * @param nanos {@link System#nanoTime()}, one clock for all processes of a machine
 * @param millis milliseconds since 1970, for display
 */
public record HistoryEntry(EntryKind kind, String process, long operation, @Nullable String event,
		@Nullable String source, long sequence, @Nullable String position, @Nullable String detail, long nanos,
		long millis) {

}
