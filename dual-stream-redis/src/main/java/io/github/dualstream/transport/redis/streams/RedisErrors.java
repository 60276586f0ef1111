package io.github.dualstream.transport.redis.streams;

import java.util.Map;

import org.springframework.core.NestedExceptionUtils;

/**
 * Explanations of errors of Redis, by their code.
 */
final class RedisErrors {

	private static final Map<String, String> REMEDIES = Map.of("WRONGTYPE",
			"a key with the name of the stream holds another type; rename the topic or delete the key", "NOAUTH",
			"set spring.data.redis.password, and the username if there is one", "WRONGPASS",
			"check spring.data.redis.username and password", "NOPERM",
			"allow the user the keys of the topic, and the commands of streams and scripts", "OOM",
			"raise maxmemory, or shorten dual-stream.redis-streams.retention", "READONLY",
			"the server is a replica; connect to the master, through Sentinel or as a cluster", "MISCONF",
			"Redis cannot write to its disk", "NOREPLICAS",
			"fewer replicas are connected than min-replicas-to-write demands");

	private RedisErrors() {
	}

	/** Whether the user is not authorized, so that a retry cannot succeed. */
	static boolean isDenial(Throwable failure) {
		String message = NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
		return message != null && message.startsWith("NOPERM ");
	}

	/** Message of a failure, with what to do if that is known. */
	static String explain(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String message = (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
		return REMEDIES.entrySet()
			.stream()
			.filter((each) -> message.contains(each.getKey() + " "))
			.findFirst()
			.map((each) -> message + " (" + each.getValue() + ")")
			.orElse(message);
	}

}
