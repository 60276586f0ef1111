package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;

/**
 * Readers of a {@link RedisStreamsLog}. Thread-safe.
 */
public final class RedisStreamsReaders implements LogReaders {

	private final RedisStreamsLog log;

	/**
	 * Create the readers.
	 * @param log the log to read
	 */
	public RedisStreamsReaders(RedisStreamsLog log) {
		this.log = log;
	}

	@Override
	public LogReader open() {
		return new StreamReader(this.log);
	}

}
