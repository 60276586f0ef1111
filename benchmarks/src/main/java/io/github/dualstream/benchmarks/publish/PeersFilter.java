package io.github.dualstream.benchmarks.publish;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps what peers bring on the class path out of applications that are not theirs.
 */
public final class PeersFilter implements AutoConfigurationImportFilter, EnvironmentAware {

	static final String SPRING_CLOUD_STREAM = "spring-cloud-stream";

	static final String SPRING_MODULITH = "spring-modulith";

	/** Namastack Outbox. */
	public static final String NAMASTACK = "namastack";

	/** Jetty instead of Tomcat. */
	public static final String JETTY = "jetty";

	/** An application with a database. */
	public static final String JDBC = "jdbc";

	private static final String PROPERTY = "benchmarks.peer";

	private static final List<String> OF_SPRING_CLOUD_STREAM = List.of("org.springframework.cloud.",
			"org.springframework.boot.integration.", "org.springframework.boot.validation.",
			"org.springframework.boot.restclient.", "org.springframework.boot.http.");

	private static final List<String> OF_SPRING_MODULITH = List.of("org.springframework.modulith.");

	private static final List<String> OF_NAMASTACK = List.of("io.namastack.");

	private static final List<String> OF_JETTY = List.of("org.springframework.boot.jetty.");

	private static final List<String> OF_TOMCAT = List.of("org.springframework.boot.tomcat.");

	private static final List<String> OF_JDBC = List.of("org.springframework.boot.jdbc.",
			"org.springframework.boot.sql.");

	private static final Map<String, List<String>> ALLOWED = Map.of(SPRING_CLOUD_STREAM, OF_SPRING_CLOUD_STREAM,
			SPRING_MODULITH, both(OF_SPRING_MODULITH, OF_JDBC), JDBC, OF_JDBC, NAMASTACK, both(OF_NAMASTACK, OF_JDBC));

	private String peer = "";

	/**
	 * The property that lets in what a peer brings.
	 * @param peer name of the peer
	 * @return the property, of the form {@code name=value}
	 */
	public static String with(String peer) {
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
		List<String> allowed = ALLOWED.getOrDefault(this.peer, List.of());
		List<String> otherServer = this.peer.equals(JETTY) ? OF_TOMCAT : OF_JETTY;
		return Stream.of(OF_SPRING_CLOUD_STREAM, OF_SPRING_MODULITH, OF_NAMASTACK, OF_JDBC, otherServer)
			.flatMap(List::stream)
			.filter((prefix) -> !allowed.contains(prefix));
	}

	private static List<String> both(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

}
