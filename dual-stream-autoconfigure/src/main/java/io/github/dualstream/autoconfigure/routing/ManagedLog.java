package io.github.dualstream.autoconfigure.routing;

/**
 * Log whose topics can be managed as code. Each transport of that kind has a bean of this
 * type.
 *
 * @param development whether it is a server on this machine, or one that Spring Boot has
 * started, in which missing topics are created by default
 */
public record ManagedLog(boolean development) {

}
