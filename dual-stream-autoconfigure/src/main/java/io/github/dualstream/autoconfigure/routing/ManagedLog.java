package io.github.dualstream.autoconfigure.routing;

import java.util.List;

/**
 * Log whose topics can be managed as code. Each transport of that kind has a bean of this
 * type.
 *
 * @param development whether it is a server on this machine, or one that Spring Boot has
 * started, in which missing topics are created by default
 * @param startsEmpty whether it has no topics when the application starts, so that a
 * strategy that only compares would report all of them
 * @param declaredTopics topics that the application has declared by the log's own means
 */
public record ManagedLog(boolean development, boolean startsEmpty, List<DeclaredTopic> declaredTopics) {

	public ManagedLog {
		declaredTopics = List.copyOf(declaredTopics);
	}

	/**
	 * Create a log that keeps its topics.
	 * @param development whether missing topics are created by default
	 */
	public ManagedLog(boolean development) {
		this(development, false, List.of());
	}

}
