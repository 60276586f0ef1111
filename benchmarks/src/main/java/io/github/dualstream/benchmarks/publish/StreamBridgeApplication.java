package io.github.dualstream.benchmarks.publish;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.stream.config.ProducerMessageHandlerCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;

/**
 * A service on Spring Cloud Stream: asynchronous, its bytes and headers passed on as they
 * are.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StreamBridgeApplication {

	private static final String BINDER = "spring.cloud.stream.kafka.binder.";

	/**
	 * Start it.
	 * @param servers where to
	 * @param producer settings of the producer
	 */
	static ConfigurableApplicationContext start(Servers servers, Map<String, Object> producer) {
		return new SpringApplicationBuilder(StreamBridgeApplication.class)
			.properties(servers.properties().toArray(String[]::new))
			.properties(PeersFilter.with(PeersFilter.SPRING_CLOUD_STREAM), "dual-stream.enabled=false",
					BINDER + "brokers=" + servers.kafka().bootstrapServers(), BINDER + "required-acks=all",
					BINDER + "auto-create-topics=false", BINDER + "header-mapper-bean-name=bytesAsTheyAre",
					"spring.cloud.stream.bindings." + Topic.NAME + ".producer.use-native-encoding=true",
					"spring.cloud.stream.kafka.bindings." + Topic.NAME + ".producer.sync=false")
			.properties(settings(producer).toArray(String[]::new))
			.run();
	}

	/** What waits for the acknowledgements; the bridge itself does not tell. */
	@Bean
	CapturedTemplate capturedTemplate() {
		return new CapturedTemplate();
	}

	@Bean
	KafkaHeaderMapper bytesAsTheyAre() {
		return new SimpleKafkaHeaderMapper("ce_*", "content-type");
	}

	private static List<String> settings(Map<String, Object> producer) {
		return producer.entrySet()
			.stream()
			.map((setting) -> BINDER + "producer-properties." + setting.getKey() + "=" + text(setting.getValue()))
			.toList();
	}

	private static String text(Object value) {
		return (value instanceof Class<?> type) ? type.getName() : value.toString();
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
