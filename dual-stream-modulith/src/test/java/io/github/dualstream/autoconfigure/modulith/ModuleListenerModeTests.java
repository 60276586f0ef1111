package io.github.dualstream.autoconfigure.modulith;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.applicationevent.ReceiveApplicationEvents;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.PublishedEvents;
import io.github.dualstream.transport.memory.AppendFault;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.Externalized;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Events that Spring Modulith externalizes in its default mode, guarded by its registry
 * of event publications.
 */
@SpringBootTest(classes = ModuleListenerModeTests.Application.class,
		properties = { "spring.modulith.events.jdbc.schema-initialization.enabled=true",
				"spring.datasource.url=jdbc:h2:mem:module-listener" })
@AutoConfigureDualStream
class ModuleListenerModeTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Autowired
	private ApplicationEventPublisher application;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void anExternalizedEventIsPublishedAfterTheCommit(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> this.application.publishEvent(new OrderPlaced("1")));
		assertThat(events.ofSource("order", "1")).within(TIMEOUT).containsInOrder("order.placed");
		await().until(() -> incomplete() == 0);
	}

	@Test
	void whenTheLogRefusesThenTheRegistryKeepsTheEventForAnotherAttempt(@Autowired InMemoryLog log,
			@Autowired IncompleteEventPublications publications, PublishedEvents events) {
		log.failNext(AppendFault.REFUSED);
		this.transaction.executeWithoutResult((status) -> this.application.publishEvent(new OrderPlaced("2")));
		await().until(() -> failed() == 1);
		assertThat(events).isEmpty();
		publications.resubmitIncompletePublications((publication) -> true);
		assertThat(events.ofSource("order", "2")).within(TIMEOUT).hasSize(1);
		await().until(() -> incomplete() == 0);
	}

	@Test
	void aPayloadWithBothAnnotationsIsOneEvent(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> this.application.publishEvent(new OrderPaid("3")));
		await().until(() -> incomplete() == 0);
		assertThat(events.ofSource("order", "3")).containsInOrder("order.paid-in-full").hasSize(1);
	}

	@Test
	void aReceivedEventReachesAModuleListenerAndTheRegistry(EventScenario scenario, PublishedEvents events,
			@Autowired Shipping shipping) {
		scenario.given(new OrderPaid("4")).whenHandled();
		// the other tests' orders are received, too
		await().untilAsserted(() -> assertThat(shipping.paid()).containsOnlyOnce("4"));
		await().until(() -> incomplete() == 0);
		assertThat(publicationsOf("Shipping.ship")).isPositive();
		assertThat(events.ofSource("order", "4")).within(TIMEOUT).containsExactly("order.paid-in-full");
	}

	@Test
	void theExternalizerOfABrokerIsLeftAlone() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class, OtherBroker.class)
			.properties("dual-stream.transport.log=memory", "dual-stream.transport.bus=none",
					"spring.datasource.url=jdbc:h2:mem:other-broker",
					"spring.modulith.events.jdbc.schema-initialization.enabled=true")
			.run()) {
			assertThat(context.getBeansOfType(EventExternalizerModuleListener.class)).containsOnlyKeys("otherBroker");
		}
	}

	@Test
	void modeOutboxWithoutAnOutboxFailsTheStart() {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class)
				.properties("spring.modulith.events.externalization.mode=outbox", "dual-stream.transport.log=memory",
						"dual-stream.transport.bus=none", "spring.datasource.url=jdbc:h2:mem:no-outbox",
						"spring.modulith.events.jdbc.schema-initialization.enabled=true")
				.run()
				.close())
			.withMessageContaining("spring.modulith.events.externalization.mode")
			.withMessageContaining("dual-stream.outbox.enabled=true");
	}

	private int incomplete() {
		return this.jdbc.sql("select count(*) from event_publication where completion_date is null")
			.query(Integer.class)
			.single();
	}

	private int publicationsOf(String listener) {
		return this.jdbc.sql("select count(*) from event_publication where listener_id like ?")
			.param("%" + listener + "%")
			.query(Integer.class)
			.single();
	}

	private int failed() {
		return this.jdbc.sql("select count(*) from event_publication where status = 'FAILED'")
			.query(Integer.class)
			.single();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Shipping.class)
	static class Application {

	}

	@ReceiveApplicationEvents(group = "shipping", payloads = OrderPaid.class)
	static class Shipping {

		private final List<String> paid = new CopyOnWriteArrayList<>();

		@ApplicationModuleListener
		void ship(OrderPaid order) {
			this.paid.add(order.orderId());
		}

		/** The bean is a proxy, whose own field is empty. */
		List<String> paid() {
			return this.paid;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherBroker {

		@Bean
		EventExternalizerModuleListener otherBroker(EventExternalizationConfiguration configuration) {
			return new EventExternalizerModuleListener(configuration,
					(payload, target) -> CompletableFuture.completedFuture("sent"));
		}

	}

	@Externalized("order::#{orderId}")
	record OrderPlaced(String orderId) {

	}

	@Externalized("order::#{orderId}")
	@DualStreamEvent(type = "order.paid-in-full", sourceType = "order", sourceId = "orderId")
	record OrderPaid(String orderId) {

	}

}
