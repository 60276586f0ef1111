package io.github.dualstream.faults;

import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.harness.history.HistoryWriter;
import io.github.dualstream.transport.StoredEvent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that handles events and keeps a history of it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(HandlingProperties.class)
class HandlingApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(HandlingApplication.class, arguments);
	}

	@Bean
	Listener listener(HandlingProperties properties) {
		return new Listener(properties);
	}

	/** The application's handler. */
	static final class Listener {

		private final HandlingProperties properties;

		private final HistoryWriter history;

		private Listener(HandlingProperties properties) {
			this.properties = properties;
			this.history = HistoryWriter.create(properties.history(), properties.process());
		}

		@DualStreamListener(topics = "${handling.topic}", group = "${handling.group}")
		void handle(StoredEvent stored) throws InterruptedException {
			String position = stored.position().toString();
			String source = stored.event().sourceType() + ":" + stored.event().sourceId();
			this.history.delivered(stored.event().id(), source, position);
			Thread.sleep(this.properties.millis());
			this.history.finished(position);
		}

	}

}
