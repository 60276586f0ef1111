package io.github.dualstream.autoconfigure.aggregate;

import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Excludes the beans that {@link AggregateRegistrar} defines from ahead-of-time
 * processing: generated code could not refer to classes that are package-private, and the
 * registrar defines the beans again at runtime, of the classes that
 * {@link AggregateAotProcessor} gives it.
 */
final class AggregateExcludeFilter implements BeanRegistrationExcludeFilter {

	@Override
	public boolean isExcludedFromAotProcessing(RegisteredBean registeredBean) {
		return registeredBean.getBeanName().startsWith(AggregateRegistrar.BEAN_NAME_PREFIX);
	}

}
