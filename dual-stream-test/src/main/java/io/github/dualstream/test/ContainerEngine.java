package io.github.dualstream.test;

import org.testcontainers.DockerClientFactory;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The container engine of this machine, found as Testcontainers finds it.
 */
final class ContainerEngine {

	private static final String LOGGER = "org.testcontainers";

	private ContainerEngine() {
	}

	/**
	 * Testcontainers logs it as an error where there is none, which is none here.
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
