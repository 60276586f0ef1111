package io.github.dualstream.autoconfigure.applicationevent;

import io.github.dualstream.applicationevent.ReceiveApplicationEvents;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Contributes runtime hints for the payloads of {@link ReceiveApplicationEvents}.
 */
final class ReceivedEventAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		ReceiveApplicationEvents annotation = AnnotatedElementUtils.findMergedAnnotation(registeredBean.getBeanClass(),
				ReceiveApplicationEvents.class);
		if (annotation == null) {
			return null;
		}
		return (generation, code) -> new BindingReflectionHintsRegistrar()
			.registerReflectionHints(generation.getRuntimeHints().reflection(), annotation.payloads());
	}

}
