package io.github.dualstream.test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds the servers that {@link DualStreamServers @DualStreamServers} asks for.
 *
 * @param kafka whether Kafka is asked for
 * @param redis whether Redis is asked for
 */
record DualStreamServersContextCustomizer(boolean kafka, boolean redis) implements ContextCustomizer {

	DualStreamServersContextCustomizer(DualStreamServers annotation) {
		this(annotation.kafka(), annotation.redis());
	}

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
		AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(registry, context.getEnvironment());
		if (this.kafka) {
			reader.register(KafkaServerConfiguration.class);
		}
		if (this.redis) {
			reader.register(RedisServerConfiguration.class);
		}
	}

}
