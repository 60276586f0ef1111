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

	/**
	 * Its part of a class path.
	 * @param classPath that of an application on dual-stream's starter
	 */
	List<String> of(List<String> classPath) {
		return switch (this) {
			case SPRING_BOOT -> classPath.stream().filter((entry) -> OF_SPRING_BOOT.contains(artifact(entry))).toList();
			case NEIGHBOURS -> classPath.stream().filter((entry) -> !isOfDualStream(artifact(entry))).toList();
			case DUAL_STREAM -> classPath;
		};
	}

	/** Its modules, and libraries that no neighbour brings. */
	private static boolean isOfDualStream(String artifact) {
		return artifact.startsWith("dual-stream-") || artifact.startsWith("resilience4j-")
				|| artifact.equals("java-uuid-generator");
	}

	/** Name of the jar, or of the module whose classes they are. */
	private static String artifact(String entry) {
		String path = entry.replace('\\', '/').replaceFirst("/target/classes$", "");
		return path.substring(path.lastIndexOf('/') + 1).replaceFirst("-[0-9][0-9A-Za-z.-]*\\.jar$", "");
	}

}
