package io.github.dualstream.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds {@link DualStreamServers @DualStreamServers} on a test class, its superclasses
 * and the classes around it.
 */
class DualStreamServersContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		DualStreamServers annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				DualStreamServers.class);
		return (annotation != null) ? new DualStreamServersContextCustomizer(annotation) : null;
	}

}
