package io.github.dualstream.benchmarks.eventstore;

import java.util.List;

import io.github.dualstream.benchmarks.workload.Order;

/**
 * Event store in PostgreSQL. Thread-safe.
 */
interface StoreContender extends AutoCloseable {

	/**
	 * Append one event in a transaction of its own.
	 * @param stream id of the stream
	 * @param expectedVersion number of events that the stream has
	 * @param number number of the event's data
	 */
	void append(String stream, long expectedVersion, int number);

	/**
	 * Load a stream.
	 * @param stream id of the stream
	 * @return the data of its events, in order
	 */
	List<Order> load(String stream);

	@Override
	void close();

}
