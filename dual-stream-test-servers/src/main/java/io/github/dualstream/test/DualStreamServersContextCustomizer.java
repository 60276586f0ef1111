package io.github.dualstream.test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Context customizer that adds the servers requested by
 * {@link DualStreamServers @DualStreamServers}.
 *
 * @param kafka whether Kafka is requested
 * @param redis whether Redis is requested
 * @param nats whether NATS is requested
 * @param embedded whether they must not be containers
 */
record DualStreamServersContextCustomizer(boolean kafka, boolean redis, boolean nats,
		boolean embedded) implements ContextCustomizer {

	DualStreamServersContextCustomizer(DualStreamServers annotation) {
		this(annotation.kafka(), annotation.redis(), annotation.nats(), annotation.embedded());
	}

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
		ServerKind kind = this.embedded ? ServerKind.EMBEDDED : ServerKind.chosen();
		AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(registry, context.getEnvironment());
		if (this.kafka) {
			reader.register(kind.kafka());
		}
		if (this.redis) {
			reader.register(kind.redis());
		}
		if (this.nats) {
			reader.register(kind.nats());
		}
	}

}
