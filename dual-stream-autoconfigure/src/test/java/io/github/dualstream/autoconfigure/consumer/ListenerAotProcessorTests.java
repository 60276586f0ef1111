package io.github.dualstream.autoconfigure.consumer;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.DualStreamListener;
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

class ListenerAotProcessorTests {

	private static RegisteredBean bean(Class<?> type) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("bean", new RootBeanDefinition(type));
		return RegisteredBean.of(beans, "bean");
	}

	@Test
	void whenABeanHasListenersThenTheyCanBeInvokedAndTheirPayloadsRead() throws Exception {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("test", "Application")), new InMemoryGeneratedFiles());
		BeanRegistrationAotContribution contribution = new ListenerAotProcessor()
			.processAheadOfTime(bean(Shipping.class));
		assertThat(contribution).isNotNull();
		contribution.applyTo(generation, mock(BeanRegistrationCode.class));
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Shipping.class.getDeclaredMethod("ship", OrderPlaced.class, Event.class)))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onType(OrderPlaced.class)).accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onType(Line.class)).accepts(generation.getRuntimeHints());
	}

	@Test
	void whenABeanHasNoListenerThenThereIsNothingToAdd() {
		assertThat(new ListenerAotProcessor().processAheadOfTime(bean(String.class))).isNull();
	}

	@Test
	void theProcessorIsKnownToSpring() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(BeanRegistrationAotProcessor.class)).hasAtLeastOneElementOfType(ListenerAotProcessor.class);
	}

	record OrderPlaced(List<Line> lines) {

	}

	record Line(String item) {

	}

	static class Shipping {

		@DualStreamListener(types = "order.placed")
		void ship(OrderPlaced order, Event event) {
		}

	}

}
