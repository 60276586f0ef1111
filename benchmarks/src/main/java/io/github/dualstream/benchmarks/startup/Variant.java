package io.github.dualstream.benchmarks.startup;

import java.util.List;
import java.util.Set;

/**
 * What the empty application has on its class path.
 */
enum Variant {

	/** {@code spring-boot-starter} alone. */
	SPRING_BOOT,

	/** All that dual-stream's starter brings, but for dual-stream itself. */
	NEIGHBOURS,

	/** dual-stream's starter. */
	DUAL_STREAM;

	private static final Set<String> OF_SPRING_BOOT = Set.of("spring-boot", "spring-boot-autoconfigure",
			"spring-boot-starter", "spring-boot-starter-logging", "spring-core", "spring-beans", "spring-context",
			"spring-expression", "spring-aop", "commons-logging", "micrometer-observation", "micrometer-commons",
			"jspecify", "logback-classic", "logback-core", "slf4j-api", "log4j-to-slf4j", "log4j-api", "jul-to-slf4j",
			"jakarta.annotation-api", "snakeyaml");

	private static final Set<String> OF_DUAL_STREAM = Set.of("dual-stream-autoconfigure", "dual-stream-starter",
			"resilience4j-circuitbreaker", "resilience4j-core", "java-uuid-generator");

	/**
	 * Its part of a class path.
	 * @param classPath that of an application on dual-stream's starter
	 */
	List<String> of(List<String> classPath) {
		return switch (this) {
			case SPRING_BOOT -> classPath.stream().filter((entry) -> isOneOf(OF_SPRING_BOOT, entry)).toList();
			case NEIGHBOURS -> classPath.stream().filter((entry) -> !isOneOf(OF_DUAL_STREAM, entry)).toList();
			case DUAL_STREAM -> classPath;
		};
	}

	/** By the jar's name, or by that of the module whose classes they are. */
	private static boolean isOneOf(Set<String> artifacts, String entry) {
		String path = entry.replace('\\', '/');
		String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("-[0-9][0-9A-Za-z.-]*\\.jar$", "");
		return artifacts.contains(name)
				|| artifacts.stream().anyMatch((artifact) -> path.endsWith(artifact + "/target/classes"));
	}

}
