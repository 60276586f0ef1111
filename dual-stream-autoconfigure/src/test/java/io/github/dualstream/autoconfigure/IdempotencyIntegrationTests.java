package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Events that are published twice and handled once, as each store promises.
 */
@DualStreamServers
class IdempotencyIntegrationTests {

	abstract static class Store {

		@Autowired
		@EventPublisher
		private DualStreamPublisher publisher;

		@Autowired
		private Audit audit;

		@Test
		void whenAnEventIsPublishedTwiceThenItIsHandledOnce() {
			String id = UUID.randomUUID().toString();
			Event event = Event.of("order", id, "order.placed", Map.of());
			this.publisher.publish(event);
			this.publisher.publish(event);
			Event last = Event.of("order", id, "order.paid", Map.of());
			this.publisher.publish(last);
			await().atMost(Duration.ofSeconds(30)).until(() -> this.audit.ids.contains(last.id()));
			assertThat(this.audit.ids).filteredOn(event.id()::equals).hasSize(1);
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, classes = Application.class)
	@TestPropertySource(properties = { "dual-stream.consumer.idempotency.store=jdbc",
			"spring.application.name=idempotent-jdbc", "dual-stream.kafka.topic=idempotent-jdbc" })
	class Jdbc extends Store {

	}

	@Nested
	@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, classes = Application.class)
	@TestPropertySource(properties = { "dual-stream.consumer.idempotency.store=redis",
			"spring.application.name=idempotent-redis", "dual-stream.kafka.topic=idempotent-redis" })
	class Redis extends Store {

	}

	static class Audit {

		private final List<String> ids = new CopyOnWriteArrayList<>();

		@DualStreamListener
		void audit(Event event) {
			this.ids.add(event.id());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Audit audit() {
			return new Audit();
		}

	}

}
