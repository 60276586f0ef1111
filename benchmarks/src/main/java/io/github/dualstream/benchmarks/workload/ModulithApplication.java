package io.github.dualstream.benchmarks.workload;

import java.util.Map;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.kafka.support.converter.MessagingMessageConverter;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.RoutingTarget;

/**
 * A service on Spring Modulith, with its event publication registry in memory (H2) where
 * no other database is given.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ModulithApplication {

	/**
	 * Start it.
	 * @param servers where to
	 * @param producer settings of the producer
	 * @param orders what is published
	 * @param properties further properties, of the form {@code name=value}
	 * @return the application
	 */
	public static ConfigurableApplicationContext start(Servers servers, Map<String, Object> producer, Orders orders,
			String... properties) {
		ApplicationContextInitializer<GenericApplicationContext> beans = (context) -> {
			context.registerBean(DefaultKafkaProducerFactory.class,
					() -> new DefaultKafkaProducerFactory<Object, Object>(producer));
			context.registerBean(Orders.class, () -> orders);
		};
		return new SpringApplicationBuilder(ModulithApplication.class).initializers(beans)
			.properties(servers.properties().toArray(String[]::new))
			.properties(PeersFilter.with(PeersFilter.SPRING_MODULITH, PeersFilter.JDBC), "dual-stream.enabled=false",
					"spring.modulith.events.kafka.enable-json=false", "spring.modulith.events.completion-mode=delete",
					"spring.modulith.events.jdbc.schema-initialization.enabled=true")
			.properties(properties)
			.run();
	}

	@Bean
	KafkaTemplate<Object, Object> kafkaTemplate(DefaultKafkaProducerFactory<Object, Object> producerFactory) {
		MessagingMessageConverter converter = new MessagingMessageConverter();
		converter.setHeaderMapper(new SimpleKafkaHeaderMapper("ce_*", "content-type"));
		KafkaTemplate<Object, Object> template = new KafkaTemplate<>(producerFactory);
		template.setMessageConverter(converter);
		return template;
	}

	@Bean
	static EventExternalizationConfiguration externalization(Orders orders) {
		return EventExternalizationConfiguration.externalizing()
			.selectByType(OrderPlaced.class)
			.mapping(OrderPlaced.class, (event) -> message(orders, event))
			.route(OrderPlaced.class, (event) -> RoutingTarget.forTarget(Topic.NAME).andKey(event.sourceId()))
			.build();
	}

	private static Message<byte[]> message(Orders orders, OrderPlaced event) {
		MessageBuilder<byte[]> message = MessageBuilder.withPayload(orders.write(event.order()));
		orders.headers(event.number()).forEach((header) -> message.setHeader(header.key(), header.value()));
		return message.build();
	}

}
