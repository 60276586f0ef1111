package io.github.dualstream.benchmarks.publish;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps what peers bring on the class path out of applications that are not theirs.
 */
class PeersFilter implements AutoConfigurationImportFilter, EnvironmentAware {

	static final String SPRING_CLOUD_STREAM = "spring-cloud-stream";

	static final String SPRING_MODULITH = "spring-modulith";

	private static final String PROPERTY = "benchmarks.peer";

	private static final List<String> OF_SPRING_CLOUD_STREAM = List.of("org.springframework.cloud.",
			"org.springframework.boot.integration.", "org.springframework.boot.validation.",
			"org.springframework.boot.restclient.", "org.springframework.boot.http.");

	private static final List<String> OF_SPRING_MODULITH = List.of("org.springframework.modulith.",
			"org.springframework.boot.jdbc.", "org.springframework.boot.sql.");

	private String peer = "";

	static String with(String peer) {
		return PROPERTY + "=" + peer;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.peer = environment.getProperty(PROPERTY, "");
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurations[i];
			matches[i] = name == null || leftOut().noneMatch(name::startsWith);
		}
		return matches;
	}

	private Stream<String> leftOut() {
		return Stream.concat((this.peer.equals(SPRING_CLOUD_STREAM)) ? Stream.empty() : OF_SPRING_CLOUD_STREAM.stream(),
				(this.peer.equals(SPRING_MODULITH)) ? Stream.empty() : OF_SPRING_MODULITH.stream());
	}

}
