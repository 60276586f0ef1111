package io.github.dualstream.test;

/**
 * A test asks for an embedded server where the servers are containers.
 */
final class EmbeddedServerNeededException extends IllegalStateException {

	EmbeddedServerNeededException(Class<? extends TestServer> server) {
		super("No " + server.getSimpleName() + ": the servers are containers. A test that kills or pauses it says "
				+ "@DualStreamServers(embedded = true); for its address there are Spring Boot's connection details");
	}

}
