package io.github.dualstream.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.Set;
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

	/** Spring Cloud Stream. */
	public static final String SPRING_CLOUD_STREAM = "spring-cloud-stream";

	/** Spring Modulith. */
	public static final String SPRING_MODULITH = "spring-modulith";

	/** Namastack Outbox. */
	public static final String NAMASTACK = "namastack";

	/** Jetty instead of Tomcat. */
	public static final String JETTY = "jetty";

	/** A database. */
	public static final String JDBC = "jdbc";

	private static final String TOMCAT = "tomcat";

	private static final String PROPERTY = "benchmarks.peers";

	/** Prefixes of what each brings. */
	private static final Map<String, List<String>> BROUGHT = Map.of(SPRING_CLOUD_STREAM,
			List.of("org.springframework.cloud.", "org.springframework.boot.integration.",
					"org.springframework.boot.validation.", "org.springframework.boot.restclient.",
					"org.springframework.boot.http."),
			SPRING_MODULITH, List.of("org.springframework.modulith."), NAMASTACK, List.of("io.namastack."), JETTY,
			List.of("org.springframework.boot.jetty."), TOMCAT, List.of("org.springframework.boot.tomcat."), JDBC,
			List.of("org.springframework.boot.jdbc.", "org.springframework.boot.sql."));

	private Set<String> peers = Set.of();

	/**
	 * The property that lets in what peers bring.
	 * @param peers names of the peers
	 * @return the property, of the form {@code name=value}
	 */
	public static String with(String... peers) {
		return PROPERTY + "=" + String.join(",", peers);
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.peers = Set.of(environment.getProperty(PROPERTY, String[].class, new String[0]));
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
		String server = this.peers.contains(JETTY) ? JETTY : TOMCAT;
		return BROUGHT.entrySet()
			.stream()
			.filter((brought) -> !this.peers.contains(brought.getKey()) && !brought.getKey().equals(server))
			.flatMap((brought) -> brought.getValue().stream());
	}

}
