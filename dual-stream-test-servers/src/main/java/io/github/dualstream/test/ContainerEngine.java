package io.github.dualstream.test;

import org.testcontainers.DockerClientFactory;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Container engine of this machine, found in the same way as by Testcontainers.
 */
final class ContainerEngine {

	private static final String LOGGER = "org.testcontainers";

	private ContainerEngine() {
	}

	/**
	 * Whether a container engine answers. Testcontainers logs a missing one as an error,
	 * which is not an error here.
	 */
	static boolean answers() {
		LoggingSystem logging = LoggingSystem.get(ContainerEngine.class.getClassLoader());
		logging.setLogLevel(LOGGER, LogLevel.OFF);
		try {
			return DockerClientFactory.instance().isDockerAvailable();
		}
		finally {
			logging.setLogLevel(LOGGER, null);
		}
	}

}
