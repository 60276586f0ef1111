package io.github.dualstream.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Check that fails the startup if a property enables a feature whose library is missing:
 * its auto-configuration would silently back off.
 */
public final class MissingLibraryCheck implements BeanFactoryPostProcessor {

	private final Map<String, String> dependencies = new LinkedHashMap<>();

	private final Environment environment;

	private final String property;

	private final String value;

	/**
	 * Create the check.
	 * @param environment environment of the application
	 * @param property property that enables the feature
	 * @param value value of the property that does so
	 */
	public MissingLibraryCheck(Environment environment, String property, String value) {
		this.environment = environment;
		this.property = property;
		this.value = value;
	}

	/**
	 * Require a class.
	 * @param className name of the class
	 * @param dependency group and artifact that bring it
	 * @return this check
	 */
	public MissingLibraryCheck requires(String className, String dependency) {
		this.dependencies.put(className, dependency);
		return this;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (this.value.equalsIgnoreCase(this.environment.getProperty(this.property))) {
			this.dependencies.forEach((className, dependency) -> {
				if (!ClassUtils.isPresent(className, beanFactory.getBeanClassLoader())) {
					throw new InvalidPropertyException(this.property, this.value,
							"requires a library that is not on the class path (" + className + ")",
							"Add the dependency " + dependency + ", or remove the property.");
				}
			});
		}
	}

}
