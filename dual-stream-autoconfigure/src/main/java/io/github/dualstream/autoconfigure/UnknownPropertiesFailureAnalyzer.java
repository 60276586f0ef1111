package io.github.dualstream.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Failure analyzer for unknown {@code dual-stream} properties, which suggests the most
 * similar ones.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dual-stream");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		List<ConfigurationProperty> unknown = cause.getUnboundProperties()
			.stream()
			.filter((property) -> ROOT.isAncestorOf(property.getName()))
			.toList();
		if (unknown.isEmpty()) {
			return null;
		}
		return new FailureAnalysis(unknown.stream().map(this::describe).collect(Collectors.joining("\n")),
				unknown.stream().map(this::suggest).collect(Collectors.joining("\n")), cause);
	}

	private String describe(ConfigurationProperty property) {
		String origin = (property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
		return "Property '" + property.getName() + "'" + origin + " does not exist.";
	}

	private String suggest(ConfigurationProperty property) {
		String name = property.getName().toString();
		return "Remove '" + name + "', or did you mean '" + KnownProperties.nearestTo(name) + "'?";
	}

}
