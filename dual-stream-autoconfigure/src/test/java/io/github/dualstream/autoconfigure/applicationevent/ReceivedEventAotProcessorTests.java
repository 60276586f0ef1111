package io.github.dualstream.autoconfigure.applicationevent;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.applicationevent.ReceiveApplicationEvents;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ReceivedEventAotProcessor}.
 */
class ReceivedEventAotProcessorTests {

	@Test
	void payloadsThatAreReceivedCanBeRead() {
		BeanRegistrationAotContribution contribution = new ReceivedEventAotProcessor()
			.processAheadOfTime(bean(Shipping.class));
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("test", "Application")), new InMemoryGeneratedFiles());
		contribution.applyTo(generation, mock(BeanRegistrationCode.class));
		assertThat(RuntimeHintsPredicates.reflection().onType(OrderPlaced.class)).accepts(generation.getRuntimeHints());
	}

	@Test
	void otherBeansNeedNothing() {
		assertThat(new ReceivedEventAotProcessor().processAheadOfTime(bean(String.class))).isNull();
	}

	@Test
	void theProcessorIsFound() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(BeanRegistrationAotProcessor.class)).hasAtLeastOneElementOfType(ReceivedEventAotProcessor.class);
	}

	private static RegisteredBean bean(Class<?> type) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("bean", new RootBeanDefinition(type));
		return RegisteredBean.of(beans, "bean");
	}

	@ReceiveApplicationEvents(group = "shipping", payloads = OrderPlaced.class)
	static class Shipping {

	}

	@DualStreamEvent(type = "order.placed", sourceType = "order", sourceId = "orderId")
	record OrderPlaced(String orderId) {

	}

}
