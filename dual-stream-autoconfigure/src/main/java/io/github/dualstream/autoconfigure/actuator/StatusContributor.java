package io.github.dualstream.autoconfigure.actuator;

import java.util.Map;

/**
 * A part of {@code /actuator/dualstream}. Each bean of this type becomes one.
 * Thread-safe.
 */
public interface StatusContributor {

	/**
	 * Name of the part, which is also its path below the endpoint.
	 * @return a word that no other part has
	 */
	String name();

	/**
	 * The state at this moment. May ask a server, for a bounded time. Whatever is thrown
	 * is shown in its place.
	 * @return what becomes a JSON object: a map or a record, free of secrets
	 */
	Object status();

	/**
	 * What can be done to the part. Operations are there only where the application's
	 * configuration gives the endpoint unrestricted access; who used one is logged.
	 * @return the operations by name, none by default
	 */
	default Map<String, StatusOperation> operations() {
		return Map.of();
	}

}
