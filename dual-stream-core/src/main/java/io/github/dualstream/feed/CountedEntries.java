package io.github.dualstream.feed;

import java.util.function.Consumer;

import io.github.dualstream.transport.LogEntry;

/**
 * Handler of records that counts them. For one thread.
 */
final class CountedEntries implements Consumer<LogEntry> {

	private final Consumer<LogEntry> handler;

	private long count;

	CountedEntries(Consumer<LogEntry> handler) {
		this.handler = handler;
	}

	@Override
	public void accept(LogEntry entry) {
		this.count++;
		this.handler.accept(entry);
	}

	long count() {
		return this.count;
	}

}
