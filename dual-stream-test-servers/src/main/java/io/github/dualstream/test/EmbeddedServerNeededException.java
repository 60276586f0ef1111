package io.github.dualstream.test;

/**
 * Thrown when a test requests an embedded server while the servers are containers.
 */
final class EmbeddedServerNeededException extends IllegalStateException {

	EmbeddedServerNeededException(Class<? extends TestServer> server) {
		super("No " + server.getSimpleName() + ": the servers are containers. A test that kills or pauses it needs "
				+ "@DualStreamServers(embedded = true); for its address, use Spring Boot's connection details");
	}

}
