package io.github.dualstream.benchmarks.feeds;

import java.util.List;

/**
 * Something that sends events to many clients, in a process of its own.
 */
interface StreamServer extends AutoCloseable {

	String name();

	int port();

	/** What a client asks for to follow the one source that is published to. */
	String path();

	/**
	 * Send events to all clients. Does not wait for them.
	 * @param ids the events' ids
	 */
	void publish(List<String> ids);

	long pid();

	/** Heap in use after a garbage collection, in bytes; 0 where there is none. */
	long heap();

	@Override
	void close();

}
