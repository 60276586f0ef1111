package io.github.dualstream.autoconfigure.actuator;

import java.util.Map;

/**
 * Contributor of a part of {@code /actuator/dualstream}. Each bean of this type becomes
 * one. Thread-safe.
 */
public interface StatusContributor {

	/**
	 * Name of the part, which is also its path below the endpoint.
	 * @return a unique word
	 */
	String name();

	/**
	 * Current status. May query a server, for a bounded time. An exception is shown in
	 * its place.
	 * @return an object that becomes a JSON object: a map or a record, without secrets
	 */
	Object status();

	/**
	 * Current status among those of all parts, where a long one would hide the others.
	 * @return the status by default
	 */
	default Object summary() {
		return status();
	}

	/**
	 * Operations of the part. They are available only if the endpoint has unrestricted
	 * access; each call is logged with its caller.
	 * @return the operations by name, none by default
	 */
	default Map<String, StatusOperation> operations() {
		return Map.of();
	}

}
