package io.github.dualstream.faults;

import java.util.List;

import io.github.dualstream.harness.history.ReceivedMessage;

/**
 * Subscriber to the notifications of all sources.
 */
public interface Subscriber extends AutoCloseable {

	/** What has arrived so far, with the channels by their names in dual-stream. */
	List<ReceivedMessage> messages();

	@Override
	void close();

}
