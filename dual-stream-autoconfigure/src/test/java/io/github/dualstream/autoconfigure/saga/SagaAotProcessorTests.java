package io.github.dualstream.autoconfigure.saga;

import java.util.stream.Stream;

import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.StartOn;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
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
 * Tests for {@link SagaAotProcessor}.
 */
class SagaAotProcessorTests {

	private static RegisteredBean bean(Class<?> type) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("bean", new RootBeanDefinition(type));
		return RegisteredBean.of(beans, "bean");
	}

	@Test
	void stepsCanBeInvokedAndEventsAndStateCanBeRead() throws Exception {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("test", "Application")), new InMemoryGeneratedFiles());
		BeanRegistrationAotContribution contribution = new SagaAotProcessor()
			.processAheadOfTime(bean(Fulfilment.class));
		assertThat(contribution).isNotNull();
		contribution.applyTo(generation, mock(BeanRegistrationCode.class));
		assertThat(Stream.of(Fulfilment.class.getDeclaredMethods()).filter((method) -> !method.isSynthetic()))
			.hasSize(4)
			.allSatisfy((step) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(step))
				.accepts(generation.getRuntimeHints()));
		for (Class<?> type : new Class<?>[] { State.class, OrderPlaced.class }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(generation.getRuntimeHints());
		}
	}

	@Test
	void whenABeanIsNoSagaThenThereIsNothingToAdd() {
		assertThat(new SagaAotProcessor().processAheadOfTime(bean(String.class))).isNull();
	}

	@Test
	void theProcessorIsKnownToSpring() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(BeanRegistrationAotProcessor.class)).hasAtLeastOneElementOfType(SagaAotProcessor.class);
	}

	record OrderPlaced(int total) {

	}

	record State(int total) {

	}

	@Saga("fulfilment")
	static class Fulfilment {

		@StartOn("order.placed")
		State start(OrderPlaced order) {
			return new State(order.total());
		}

		@On("order.paid")
		void paid(SagaContext saga) {
			saga.complete();
		}

		@Deadline("payment")
		void unpaid(SagaContext saga) {
			saga.compensate("not paid in time");
		}

		@Compensation("stock")
		void undo(State state) {
		}

	}

}
