package io.github.dualstream.transport;

import java.time.Duration;
import java.util.Map;

/**
 * Probe for the availability of a transport. Thread-safe.
 */
@FunctionalInterface
public interface ConnectionProbe {

	/**
	 * Probe the transport.
	 * @param timeout maximum time to wait for the answer
	 * @return details about the transport, for display
	 * @throws Exception if it did not answer, or answered with an error
	 */
	Map<String, Object> probe(Duration timeout) throws Exception;

}
