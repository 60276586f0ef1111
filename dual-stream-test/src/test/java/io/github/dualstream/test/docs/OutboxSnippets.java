package io.github.dualstream.test.docs;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.outbox.OutboxBypass;
import io.github.dualstream.outbox.OutboxResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.annotation.Transactional;

/**
 * Snippets of the page about the outbox.
 */
class OutboxSnippets {

	private static final Logger logger = LoggerFactory.getLogger(OutboxSnippets.class);

	private final Repository repository;

	private final DualStreamPublisher events;

	private final ScheduledPublisher scheduled;

	OutboxSnippets(Repository repository, DualStreamPublisher events, ScheduledPublisher scheduled) {
		this.repository = repository;
		this.events = events;
		this.scheduled = scheduled;
	}

	@Transactional
	void remind(String orderId) {
		this.scheduled.publishAfter(Event.of("order", orderId, "order.reminded", Map.of()), Duration.ofDays(1));
	}

	@Transactional
	void place(Order order) {
		this.repository.save(order);
		this.events.publish(Event.of("order", order.id(), "order.placed", new OrderPlaced(order.total())));
	}

	@Bean
	OutboxBypass audits() {
		return (event) -> event.extensions().containsKey("audit");
	}

	@EventListener
	void sent(OutboxResult.Sent result) {
		logger.info("{} of {} is at {}", result.eventType(), result.source(), result.position());
	}

	@EventListener
	void failed(OutboxResult.Failed result) {
		logger.error("Number {} of the outbox, {} of {}: {}", result.number(), result.eventType(), result.source(),
				result.cause());
	}

	interface Repository {

		void save(Order order);

	}

	record Order(String id, BigDecimal total) {

	}

	record OrderPlaced(BigDecimal total) {

	}

}
