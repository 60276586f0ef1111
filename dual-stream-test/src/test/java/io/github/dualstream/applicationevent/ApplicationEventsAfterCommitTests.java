package io.github.dualstream.applicationevent;

import javax.sql.DataSource;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.Causation;
import io.github.dualstream.Event;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.PublishedEvents;
import io.github.dualstream.transport.memory.AppendFault;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Application events with {@link io.github.dualstream.DualStreamEvent}, without an
 * outbox.
 */
@SpringBootTest(classes = ApplicationEventsAfterCommitTests.Application.class,
		properties = "spring.datasource.url=jdbc:h2:mem:after-commit")
@AutoConfigureDualStream
@ExtendWith(OutputCaptureExtension.class)
class ApplicationEventsAfterCommitTests {

	@Autowired
	private ApplicationEventPublisher application;

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void outsideOfATransactionAPayloadIsAnEventAtOnce(PublishedEvents events) {
		this.application.publishEvent(new OrderPlaced("1", 12));
		assertThat(events.data(OrderPlaced.class)).containsExactly(new OrderPlaced("1", 12));
	}

	@Test
	void withinATransactionItIsAnEventAfterTheCommit(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> {
			this.application.publishEvent(new OrderPlaced("1", 12));
			this.application.publishEvent(new OrderPlaced("1", 13));
			assertThat(events).isEmpty();
		});
		assertThat(events.data(OrderPlaced.class)).containsExactly(new OrderPlaced("1", 12), new OrderPlaced("1", 13));
	}

	@Test
	void whenTheTransactionRollsBackThenThereIsNoEvent(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> {
			this.application.publishEvent(new OrderPlaced("1", 12));
			status.setRollbackOnly();
		});
		assertThat(events).isEmpty();
	}

	@Test
	void whenASavepointIsRolledBackThenTheEventsSinceThenAreGone(@Autowired DataSource dataSource,
			PublishedEvents events) {
		new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult((status) -> {
			rollBackToSavepoint(status, new OrderPlaced("before all others", 1));
			this.application.publishEvent(new OrderPlaced("1", 12));
			rollBackToSavepoint(status, new OrderPlaced("2", 12));
			this.application.publishEvent(new OrderPlaced("3", 12));
		});
		assertThat(events.data(OrderPlaced.class)).extracting(OrderPlaced::orderId).containsExactlyInAnyOrder("1", "3");
	}

	private void rollBackToSavepoint(TransactionStatus status, OrderPlaced payload) {
		Object savepoint = status.createSavepoint();
		this.application.publishEvent(payload);
		status.rollbackToSavepoint(savepoint);
	}

	@Test
	void anInnerTransactionHasEventsOfItsOwn(PublishedEvents events) {
		TransactionTemplate inner = new TransactionTemplate(this.transaction.getTransactionManager());
		inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.transaction.executeWithoutResult((status) -> {
			this.application.publishEvent(new OrderPlaced("outer", 12));
			inner.executeWithoutResult((own) -> this.application.publishEvent(new OrderPlaced("inner", 12)));
			status.setRollbackOnly();
		});
		assertThat(events.data(OrderPlaced.class)).extracting(OrderPlaced::orderId).containsExactly("inner");
	}

	@Test
	void whenTheLogRefusesThenTheCallerLearnsItAndTheApplicationLogSaysThatTheTransactionHasCommitted(
			@Autowired InMemoryLog log, PublishedEvents events, CapturedOutput output) {
		log.failNext(AppendFault.BACK_PRESSURE);
		assertThatExceptionOfType(BackpressureException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
				this.application.publishEvent(new OrderPlaced("1", 12));
				this.application.publishEvent(new OrderPlaced("2", 12));
			}));
		assertThat(output).contains("The transaction has committed, but 1 of its 2 events were not acknowledged");
		assertThat(events.data(OrderPlaced.class)).extracting(OrderPlaced::orderId).containsExactly("2");
	}

	@Test
	void theCauseIsThatOfThePublishingCode(PublishedEvents events) {
		Event cause = Event.of("basket", "9", "basket.checked-out", "{}");
		this.transaction.executeWithoutResult(
				(status) -> Causation.run(cause, () -> this.application.publishEvent(new OrderPlaced("4", 12))));
		assertThat(events.all()).singleElement()
			.satisfies((event) -> assertThat(event.causationId()).isEqualTo(cause.id()));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
