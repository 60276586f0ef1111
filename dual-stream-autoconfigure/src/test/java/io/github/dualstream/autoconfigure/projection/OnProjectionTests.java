package io.github.dualstream.autoconfigure.projection;

import io.github.dualstream.projection.Projection;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.AnnotatedGenericBeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OnProjection}.
 */
class OnProjectionTests {

	@Test
	void projectionsAreFoundWithoutCreatingABean() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		register(beans, "scanned", new AnnotatedGenericBeanDefinition(Annotated.class));
		register(beans, "inherited", new RootBeanDefinition(Inherited.class));
		register(beans, "product", new RootBeanDefinition(Products.class));
		register(beans, "other", new RootBeanDefinition(String.class));
		register(beans, "otherFactory", new RootBeanDefinition(Unknown.class));
		assertThat(OnProjection.namesOf(beans, (projection) -> true)).containsExactlyInAnyOrder("scanned", "inherited",
				"product");
		assertThat(OnProjection.namesOf(beans, (projection) -> projection.tables().length > 0)).isEmpty();
	}

	private static void register(DefaultListableBeanFactory beans, String name, AbstractBeanDefinition definition) {
		definition.setInstanceSupplier(OnProjectionTests::never);
		beans.registerBeanDefinition(name, definition);
	}

	private static Object never() {
		throw new AssertionError("must not be created");
	}

	@Test
	void projectionsOfBeanMethodsAreFound() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Methods.class)) {
			assertThat(OnProjection.namesOf(context.getBeanFactory(), (projection) -> true))
				.containsExactly("projection");
		}
	}

	@Projection(name = "annotated", inMemory = true)
	static class Annotated {

	}

	static class Inherited extends Annotated {

	}

	static class Products implements FactoryBean<Annotated> {

		@Override
		public Annotated getObject() {
			return new Annotated();
		}

		@Override
		public Class<?> getObjectType() {
			return Annotated.class;
		}

	}

	static class Unknown implements FactoryBean<Object> {

		@Override
		public Object getObject() {
			return "something";
		}

		@Override
		public Class<?> getObjectType() {
			return Object.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Methods {

		@Bean
		Annotated projection() {
			return new Annotated();
		}

	}

}
