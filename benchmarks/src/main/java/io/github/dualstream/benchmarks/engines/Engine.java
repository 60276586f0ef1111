package io.github.dualstream.benchmarks.engines;

import java.util.List;

import io.github.dualstream.benchmarks.latency.Samples;
import io.github.dualstream.benchmarks.workload.Orders;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A log and a bus on servers of their own, and their bare clients.
 */
interface Engine extends AutoCloseable {

	/** How many bytes are in flight at most, in dual-stream and in bare clients. */
	int IN_FLIGHT = 32 * 1024 * 1024;

	/** Name of the log in the configuration. */
	String name();

	/** Name of the bus in the configuration. */
	String bus();

	/** Properties of an application's connections to the servers. */
	List<String> properties();

	/**
	 * The bare client as a log.
	 * @param service has the settings of dual-stream's client
	 * @param orders what it appends
	 */
	Appender bareLog(ConfigurableApplicationContext service, Orders orders);

	/**
	 * The bare client as a bus.
	 * @param orders what it announces
	 * @param samples get the moments in which notifications of all sources arrive
	 */
	BareBus bareBus(Orders orders, Samples samples);

	/** Clients that handle a topic in groups, if they are compared here. */
	default List<Peer> peers() {
		return List.of();
	}

	/** How many records the topic of the orders has got since it was cleared. */
	long records() throws Exception;

	/**
	 * Delete all records of the topic of the orders, where they would fill the memory.
	 */
	default void clear() throws Exception {
	}

	@Override
	void close();

}
