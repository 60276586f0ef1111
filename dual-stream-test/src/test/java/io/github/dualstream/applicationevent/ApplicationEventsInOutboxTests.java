package io.github.dualstream.applicationevent;

import java.time.Duration;

import io.github.dualstream.Causation;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Application events with {@link io.github.dualstream.DualStreamEvent}, with an outbox.
 */
@SpringBootTest(classes = ApplicationEventsInOutboxTests.Application.class,
		properties = { "dual-stream.outbox.enabled=true", "spring.datasource.url=jdbc:h2:mem:application-events" })
@AutoConfigureDualStream
class ApplicationEventsInOutboxTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Autowired
	private ApplicationEventPublisher application;

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void aPayloadIsAnEventOnceItsTransactionHasCommitted(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> {
			this.application.publishEvent(new OrderPlaced("1", 12));
			this.application.publishEvent(new OrderPlaced("1", 13));
			this.application.publishEvent("no event");
		});
		assertThat(events.ofSource("order", "1")).within(TIMEOUT).hasSize(2);
		assertThat(events.data(OrderPlaced.class)).containsExactly(new OrderPlaced("1", 12), new OrderPlaced("1", 13));
	}

	@Test
	void whenTheTransactionRollsBackThenThereIsNoEvent(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> {
			this.application.publishEvent(new OrderPlaced("1", 12));
			status.setRollbackOnly();
		});
		this.application.publishEvent(new OrderPlaced("2", 12));
		assertThat(events).within(TIMEOUT).hasSize(1);
		assertThat(events.ofSource("order", "1")).isEmpty();
	}

	@Test
	void whenThePayloadIsNotValidThenThePublishingCodeFails(PublishedEvents events) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.transaction
			.executeWithoutResult((status) -> this.application.publishEvent(new OrderPlaced(null, 12))));
		assertThat(events).isEmpty();
	}

	@Test
	void whenTheTransactionIsOverThenThePublishingCodeFails(PublishedEvents events) {
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> this.transaction.executeWithoutResult(
				(status) -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void afterCommit() {
						ApplicationEventsInOutboxTests.this.application.publishEvent(new OrderPlaced("3", 12));
					}

				})))
			.withMessageContaining("REQUIRES_NEW");
		assertThat(events).isEmpty();
	}

	@Test
	void theCauseGoesThroughTheOutbox(PublishedEvents events) {
		Event cause = Event.of("basket", "9", "basket.checked-out", "{}");
		Causation.run(cause, () -> this.transaction
			.executeWithoutResult((status) -> this.application.publishEvent(new OrderPlaced("4", 12))));
		assertThat(events).within(TIMEOUT).hasSize(1);
		assertThat(events.all()).singleElement().satisfies((event) -> {
			assertThat(event.causationId()).isEqualTo(cause.id());
			assertThat(event.correlationId()).isEqualTo(cause.id());
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
