package io.github.dualstream.benchmarks.publish;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.common.header.Header;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.stream.config.ProducerMessageHandlerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Spring Cloud Stream without waiting for the single event, its bytes and headers passed
 * on as they are.
 */
final class StreamBridgeSend implements Contender {

	private static final String BINDER = "spring.cloud.stream.kafka.binder.";

	private final StreamBridge bridge;

	private final CapturedTemplate template;

	private final Orders orders;

	StreamBridgeSend(ConfigurableApplicationContext application, Orders orders) {
		this.bridge = application.getBean(StreamBridge.class);
		this.template = application.getBean(CapturedTemplate.class);
		this.orders = orders;
	}

	/**
	 * Start its application.
	 * @param servers Kafka and Redis
	 * @param producer settings of the producer
	 */
	static ConfigurableApplicationContext start(Servers servers, Map<String, Object> producer) {
		return new SpringApplicationBuilder(Application.class).properties(servers.properties().toArray(String[]::new))
			.properties(PeersFilter.with(PeersFilter.SPRING_CLOUD_STREAM), "dual-stream.enabled=false",
					BINDER + "brokers=" + servers.kafka().bootstrapServers(), BINDER + "required-acks=all",
					BINDER + "auto-create-topics=false", BINDER + "header-mapper-bean-name=bytesAsTheyAre",
					"spring.cloud.stream.bindings." + Topic.NAME + ".producer.use-native-encoding=true",
					"spring.cloud.stream.kafka.bindings." + Topic.NAME + ".producer.sync=false")
			.properties(producer.entrySet()
				.stream()
				.map((setting) -> BINDER + "producer-properties." + setting.getKey() + "=" + text(setting.getValue()))
				.toArray(String[]::new))
			.run();
	}

	private static String text(Object value) {
		return (value instanceof Class<?> type) ? type.getName() : value.toString();
	}

	@Override
	public void publish(int events) {
		for (int i = 0; i < events; i++) {
			if (!this.bridge.send(Topic.NAME, message(i))) {
				throw new IllegalStateException("StreamBridge did not take event " + i);
			}
		}
		this.template.get().flush();
	}

	private Message<byte[]> message(int number) {
		MessageBuilder<byte[]> message = MessageBuilder.withPayload(this.orders.json(number))
			.setHeader(KafkaHeaders.KEY, this.orders.sourceId(number));
		for (Header header : this.orders.headers(number)) {
			message.setHeader(header.key(), header.value());
		}
		return message.build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		/** What waits for the acknowledgements; the bridge itself does not tell. */
		@Bean
		CapturedTemplate capturedTemplate() {
			return new CapturedTemplate();
		}

		@Bean
		KafkaHeaderMapper bytesAsTheyAre() {
			return new SimpleKafkaHeaderMapper("ce_*", "content-type");
		}

	}

	/**
	 * The binding's template.
	 */
	static final class CapturedTemplate implements ProducerMessageHandlerCustomizer<KafkaProducerMessageHandler<?, ?>> {

		private final AtomicReference<KafkaTemplate<?, ?>> template = new AtomicReference<>();

		@Override
		public void configure(KafkaProducerMessageHandler<?, ?> handler, String destination) {
			this.template.set(handler.getKafkaTemplate());
		}

		KafkaTemplate<?, ?> get() {
			return Objects.requireNonNull(this.template.get(), "nothing was sent yet");
		}

	}

}
