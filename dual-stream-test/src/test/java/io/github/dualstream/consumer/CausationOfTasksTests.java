package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Correlation and causation of what tasks of handlers publish on threads of their own.
 */
@SpringBootTest(classes = CausationOfTasksTests.Application.class,
		properties = "spring.datasource.url=jdbc:h2:mem:tasks")
@AutoConfigureDualStream
class CausationOfTasksTests {

	@Test
	void whatAnAsynchronousMethodPublishesIsCausedByTheHandledEvent(EventScenario scenario, PublishedEvents events) {
		Event placed = Event.of("order", "1", "order.placed", Map.of());
		scenario.given(placed).whenHandled();
		assertThat(events.ofType("invoice.sent")).within(Duration.ofSeconds(10)).hasSize(1);
		assertThat(events.causedBy(placed).ofType("invoice.sent")).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ Invoices.class, Orders.class })
	static class Application {

		@Bean
		TaskDecorator contextOfTasks() {
			return new ContextPropagatingTaskDecorator();
		}

	}

	static class Orders {

		private final Invoices invoices;

		Orders(Invoices invoices) {
			this.invoices = invoices;
		}

		@DualStreamListener(group = "invoices", topics = "events", types = "order.placed")
		void invoice(Event event) {
			this.invoices.send(event.sourceId());
		}

	}

	static class Invoices {

		private final DualStreamPublisher publisher;

		Invoices(@EventPublisher DualStreamPublisher publisher) {
			this.publisher = publisher;
		}

		@Async
		public void send(String id) {
			this.publisher.publish(Event.of("invoice", id, "invoice.sent", Map.of()));
		}

	}

}
