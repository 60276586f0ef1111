package io.github.dualstream.transport.contract;

import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;

/**
 * Bus of a transport.
 */
public interface BusUnderTest extends AutoCloseable {

	/**
	 * Return the bus.
	 * @return the bus, the same one at each call
	 */
	NotificationBus bus();

	/**
	 * Return the naming of its channels.
	 * @return the naming, one channel for each source
	 */
	ChannelNaming naming();

	@Override
	void close();

}
