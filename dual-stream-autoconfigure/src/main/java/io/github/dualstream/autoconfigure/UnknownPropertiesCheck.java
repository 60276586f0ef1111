package io.github.dualstream.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Fails the start where a {@code dual-stream} property does not exist. System properties
 * are included, which Boot's own check leaves out. The system environment is not:
 * Kubernetes puts variables such as {@code DUAL_STREAM_SERVICE_HOST} there, which nobody
 * meant as configuration.
 */
final class UnknownPropertiesCheck implements BeanFactoryPostProcessor {

	private final Environment environment;

	UnknownPropertiesCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		Binder.get(this.environment)
			.bind("dual-stream", Bindable.of(DualStreamProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, UnknownPropertiesCheck::isChecked));
	}

	private static boolean isChecked(ConfigurationPropertySource source) {
		return !(source.getUnderlyingSource() instanceof PropertySource<?> properties
				&& StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME.equals(properties.getName()));
	}

}
