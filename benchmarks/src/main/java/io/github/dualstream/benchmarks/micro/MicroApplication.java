package io.github.dualstream.benchmarks.micro;

import java.util.List;

import io.github.dualstream.autoconfigure.kafka.DurableProducerCustomizer;
import io.github.dualstream.autoconfigure.observation.DualStreamObservationAutoConfiguration;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationListener;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A service with dual-stream as its starter configures it, but for Kafka and Redis: a
 * producer that acknowledges at once and a bus that forgets.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class MicroApplication {

	static final String NO_NOTIFICATIONS = "dual-stream.redis.enabled=false";

	static final String NO_METERS = "spring.autoconfigure.exclude="
			+ DualStreamObservationAutoConfiguration.class.getName();

	static final String CONTRACTS = "dual-stream.contracts.validation=reject";

	/** Any property of observations makes each publish one. */
	static final String OBSERVATIONS = "management.observations.enable.dual.stream.publish=true";

	/** Where nobody listens; nothing is sent there. */
	private static final String NOWHERE = "127.0.0.1:1";

	static ConfigurableApplicationContext start(List<String> properties) {
		return new SpringApplicationBuilder(MicroApplication.class)
			.properties("spring.kafka.bootstrap-servers=" + NOWHERE)
			.properties(properties.toArray(String[]::new))
			.run();
	}

	@Bean
	DurableProducerCustomizer immediateProducer() {
		return (factory) -> factory.addPostProcessor((producer) -> {
			producer.close();
			return new ImmediateProducer<byte[]>(Topic.NAME);
		});
	}

	@Bean
	NotificationBus forgetfulBus() {
		return new NotificationBus() {

			@Override
			public void publish(List<Notification> batch) {
			}

			@Override
			public BusSubscription subscribe(String channel, NotificationListener listener) {
				return () -> {
				};
			}

		};
	}

}
