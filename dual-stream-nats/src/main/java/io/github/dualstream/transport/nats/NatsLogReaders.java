package io.github.dualstream.transport.nats;

import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;

/**
 * Readers of a {@link NatsEventLog}. Thread-safe.
 */
public final class NatsLogReaders implements LogReaders {

	private final TopicStreams streams;

	/**
	 * Create the readers.
	 * @param log the log to read, whose connection is used
	 */
	public NatsLogReaders(NatsEventLog log) {
		this.streams = log.streams();
	}

	@Override
	public LogReader open() {
		return new NatsLogReader(this.streams);
	}

}
