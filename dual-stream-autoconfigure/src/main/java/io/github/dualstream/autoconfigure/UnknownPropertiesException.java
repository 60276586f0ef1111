package io.github.dualstream.autoconfigure;

import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.source.ConfigurationProperty;

/**
 * Exception that is thrown if properties below {@code dual-stream} do not exist.
 */
final class UnknownPropertiesException extends RuntimeException {

	private final String problem;

	private final String action;

	/**
	 * Create the exception.
	 * @param nearest the properties, each with the nearest one that exists
	 */
	UnknownPropertiesException(Map<ConfigurationProperty, String> nearest) {
		this(nearest.keySet().stream().map(UnknownPropertiesException::describe).collect(Collectors.joining("\n")),
				nearest.entrySet()
					.stream()
					.map((entry) -> "Remove '" + entry.getKey().getName() + "', or did you mean '" + entry.getValue()
							+ "'?")
					.collect(Collectors.joining("\n")));
	}

	private UnknownPropertiesException(String problem, String action) {
		super(problem + "\n" + action);
		this.problem = problem;
		this.action = action;
	}

	private static String describe(ConfigurationProperty property) {
		String origin = (property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
		return "Property '" + property.getName() + "'" + origin + " does not exist.";
	}

	String problem() {
		return this.problem;
	}

	String action() {
		return this.action;
	}

}
