package io.github.dualstream.autoconfigure.transport;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.transport.EventLog;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Check that fails the startup if the log was not selected and there is none that needs
 * no selection: publisher and listeners would silently be missing.
 */
final class LogChoiceCheck implements BeanFactoryPostProcessor {

	private static final String PROPERTY = "dual-stream.transport.log";

	private final Environment environment;

	LogChoiceCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (this.environment.containsProperty(PROPERTY)
				|| beanFactory.getBeanNamesForType(EventLog.class, true, false).length > 0) {
			return;
		}
		List<LogEngine> present = Arrays.stream(LogEngine.values())
			.filter((engine) -> ClassUtils.isPresent(engine.requiredClass(), beanFactory.getBeanClassLoader()))
			.toList();
		if (present.stream().noneMatch(LogEngine::isByDefault)) {
			throw new InvalidPropertyException(PROPERTY, null,
					"is not set, and neither Kafka nor NATS, which need no choice, is on the class path",
					action(present));
		}
	}

	private static String action(List<LogEngine> present) {
		return present.isEmpty() ? "Add a starter such as io.github.dualstream:dual-stream-starter."
				: "Set it to " + String.join(" or ", present.stream().map(LogChoiceCheck::name).toList()) + ".";
	}

	private static String name(LogEngine engine) {
		return "'" + engine.name().toLowerCase(Locale.ROOT).replace('_', '-') + "'";
	}

}
