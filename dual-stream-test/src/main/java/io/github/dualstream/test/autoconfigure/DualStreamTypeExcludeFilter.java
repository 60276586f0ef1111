package io.github.dualstream.test.autoconfigure;

import java.util.Set;

import io.github.dualstream.autoconfigure.consumer.EventConsumerCustomizer;
import io.github.dualstream.codec.DataSerializer;
import io.github.dualstream.consumer.ConsumerListener;
import io.github.dualstream.consumer.FailureDecider;
import io.github.dualstream.consumer.HandlerDecorator;
import io.github.dualstream.consumer.deadletter.DeadLetterCustomizer;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/**
 * Filter of the components that {@link DualStreamTest} finds.
 */
final class DualStreamTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<DualStreamTest> {

	private static final Set<Class<?>> INCLUDED = Set.of(HandlerDecorator.class, ConsumerListener.class,
			FailureDecider.class, EventConsumerCustomizer.class, DeadLetterCustomizer.class, DataSerializer.class);

	DualStreamTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return INCLUDED;
	}

}
