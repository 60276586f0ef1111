package io.github.dualstream.transport;

import java.time.Duration;
import java.util.Map;

/**
 * Asks a transport whether it is there. Thread-safe.
 */
@FunctionalInterface
public interface ConnectionProbe {

	/**
	 * Ask.
	 * @param timeout how long to wait for the answer at the most
	 * @return what the transport said of itself, for people to read
	 * @throws Exception if it did not answer, or answered with an error
	 */
	Map<String, Object> probe(Duration timeout) throws Exception;

}
