package io.github.dualstream.saga.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.DueTime;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.DueEvents;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.RelaySettings;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.JdbcRelayRegistry;
import io.github.dualstream.outbox.jdbc.JdbcScheduledPublisher;
import io.github.dualstream.outbox.jdbc.JdbcTransactionListener;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.InvalidSagaEventException;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.SagaInstance;
import io.github.dualstream.saga.SagaKey;
import io.github.dualstream.saga.SagaNotStartedException;
import io.github.dualstream.saga.SagaOutcome;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.saga.SagaStep;
import io.github.dualstream.saga.SagaStore;
import io.github.dualstream.saga.SagaSummary;
import io.github.dualstream.saga.SagaType;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.StartOn;
import io.github.dualstream.saga.StuckLimits;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What {@link Sagas} promise in a database, with deadlines that come back from a log.
 * Each test has a saga of its own.
 */
abstract class SagaScenarios {

	private static final StuckLimits STRICT = new StuckLimits(Duration.ZERO, Duration.ZERO);

	private static final StuckLimits LENIENT = new StuckLimits(Duration.ofMinutes(1), Duration.ofDays(1));

	private static final int THREADS = 6;

	private final HikariDataSource database;

	private final OutboxDialect dialect;

	private final JdbcTransactionManager manager;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final List<Event> log = new CopyOnWriteArrayList<>();

	private final List<SagaOutcome> outcomes = new CopyOnWriteArrayList<>();

	private final Threads threads = new Threads();

	private final Relay relay;

	private final DueEvents dueEvents;

	private final JdbcScheduledPublisher scheduler;

	private final JdbcOutboxStore outbox;

	private final EventAppender appender = TestRecords.appender(new ListLog());

	private final Fulfilment fulfilment = new Fulfilment();

	private final SagaType type;

	private final SagaStore store;

	private final Sagas sagas;

	private final String id = UUID.randomUUID().toString();

	private final SagaKey key = new SagaKey("order-fulfilment", this.id);

	SagaScenarios(HikariDataSource database, String platform) {
		this.database = database;
		this.dialect = OutboxDialect.of(platform);
		this.jdbc = new JdbcTemplate(database);
		this.manager = new JdbcTransactionManager(database);
		JdbcTransactionListener.addTo(this.manager);
		this.transaction = new TransactionTemplate(this.manager);
		TestTables.createOutbox(database, platform);
		this.outbox = new JdbcOutboxStore(database, this.dialect, TableNames.DEFAULT, CompletionMode.DELETE,
				Duration.ofDays(1));
		this.relay = new Relay(this.outbox, new JdbcRelayRegistry(database, this.dialect, TableNames.DEFAULT),
				this.appender, (event, position) -> {
				}, new RelaySettings(50, Duration.ofMillis(50), Duration.ofSeconds(5), 3, Duration.ofMillis(50)),
				RelayListener.of(List.of()), CommitNotifier.NONE, this.threads);
		this.scheduler = new JdbcScheduledPublisher(database, this.dialect, TableNames.DEFAULT, this.outbox,
				this.appender, this.relay);
		this.dueEvents = new DueEvents(this.scheduler, this.relay, Duration.ofMillis(20), this.threads);
		this.type = type(this.fulfilment);
		this.store = new JdbcSagaStore(database, this.dialect, TableNames.DEFAULT);
		this.sagas = instance(this.type);
	}

	private static SagaType type(Object saga) {
		JsonMapper mapper = new JsonMapper();
		return SagaType.of(saga, mapper, new DataReader(mapper, new DataSerializers(List.of()))::as);
	}

	/** Another instance of the application, or a later version of it. */
	private Sagas instance(SagaType type) {
		return new Sagas(List.of(type), new JdbcSagaStore(this.database, this.dialect, TableNames.DEFAULT),
				this.scheduler, this.manager, (saga, outcome) -> this.outcomes.add(outcome));
	}

	static HikariDataSource pool(String url, String user) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setUsername(user);
		pool.setAutoCommit(false);
		pool.setMaximumPoolSize(THREADS + 4);
		return pool;
	}

	@BeforeEach
	void start() {
		this.relay.start();
		this.dueEvents.start();
	}

	@AfterEach
	void stop() {
		this.dueEvents.stop();
		this.relay.stop();
		this.transaction.executeWithoutResult((status) -> {
			for (String table : List.of("outbox", "outbox_scheduled", "saga", "saga_step", "saga_failure")) {
				this.jdbc.update("delete from dual_stream_" + table);
			}
		});
	}

	private SagaOutcome handle(Event event) {
		return this.sagas.handle(this.type, event);
	}

	private Event event(String type, Map<String, ?> data) {
		return Event.of("order", this.id, type, JsonData.of(new JsonMapper().writeValueAsBytes(data)));
	}

	private Event placed() {
		return event("order.placed", Map.of("total", 12.5));
	}

	private SagaInstance saga() {
		return this.sagas.find(this.key).orElseThrow();
	}

	private List<String> history() {
		return this.sagas.history(this.key)
			.stream()
			.map((step) -> step.number() + " " + step.kind() + " " + step.name()
					+ ((step.detail() != null) ? ": " + step.detail() : ""))
			.toList();
	}

	private List<String> published() {
		return this.log.stream().filter((event) -> event.sourceId().equals(this.id)).map(Event::type).toList();
	}

	private long pending() {
		return this.outbox.counts().pending();
	}

	@Test
	void stepsEndTheSagaAndPublishOnce() {
		Event placed = placed();
		assertThat(handle(placed)).isEqualTo(SagaOutcome.STARTED);
		assertThat(handle(placed)).isEqualTo(SagaOutcome.DUPLICATE);
		Event reserved = event("stock.reserved", Map.of("order", Map.of("id", this.id)));
		assertThat(handle(reserved)).isEqualTo(SagaOutcome.CONTINUED);
		assertThat(handle(reserved)).isEqualTo(SagaOutcome.DUPLICATE);
		assertThat(handle(event("order.paid", Map.of()))).isEqualTo(SagaOutcome.COMPLETED);
		assertThat(handle(event("order.paid", Map.of()))).isEqualTo(SagaOutcome.LATE);
		assertThat(handle(placed())).isEqualTo(SagaOutcome.LATE);
		assertThat(history()).containsExactly("1 START order.placed", "2 EVENT stock.reserved",
				"3 EVENT order.paid: complete");
		assertThat(saga().status()).isEqualTo(SagaStatus.COMPLETED);
		assertThat(saga().state()).isEqualTo(JsonData.of("{\"total\":12.5,\"reserved\":true}"));
		await().until(() -> pending() == 0);
		assertThat(published()).containsExactly("reserve", "charge", "ship");
		assertThat(this.scheduler.count()).isZero();
	}

	@Test
	void compensationsAreCalledInReverseOrderInTheSameTransaction() {
		handle(placed());
		handle(event("stock.reserved", Map.of("order", Map.of("id", this.id))));
		assertThat(handle(event("order.refused", Map.of("reason", "no money")))).isEqualTo(SagaOutcome.COMPENSATED);
		assertThat(history()).containsExactly("1 START order.placed", "2 EVENT stock.reserved",
				"3 EVENT order.refused: compensate: no money", "4 COMPENSATION refund", "5 COMPENSATION release");
		assertThat(saga().version()).isEqualTo(5);
		assertThat(saga().state()).isEqualTo(JsonData.of("{\"total\":12.5,\"reserved\":false}"));
		await().until(() -> pending() == 0);
		assertThat(published()).containsExactly("reserve", "charge", "refund", "release");
	}

	@Test
	void aDeadlineComesBackAsAnEventOnce() {
		this.fulfilment.patience = Duration.ofMillis(100);
		handle(placed());
		Event deadline = await().until(this::deadline, (event) -> event != null);
		assertThat(handle(deadline)).isEqualTo(SagaOutcome.COMPENSATED);
		assertThat(handle(deadline)).isEqualTo(SagaOutcome.DUPLICATE);
		assertThat(history()).containsExactly("1 START order.placed",
				"2 DEADLINE payment: compensate: not paid in time", "3 COMPENSATION release");
		assertThat(this.sagas.history(this.key)).extracting(SagaStep::eventId)
			.containsExactly(this.sagas.history(this.key).get(0).eventId(), deadline.id(), null);
	}

	private Event deadline() {
		return this.log.stream()
			.filter((event) -> event.sourceType().equals("order-fulfilment") && event.sourceId().equals(this.id))
			.findFirst()
			.orElse(null);
	}

	@Test
	void aDeadlineInThePastIsDueAtOnce() {
		this.fulfilment.due = Instant.EPOCH;
		handle(placed());
		await().until(() -> deadline() != null);
		assertThat(handle(deadline())).isEqualTo(SagaOutcome.COMPENSATED);
	}

	/** Stop the search for due events, and wait for the one that runs. */
	private void stopDueEvents() {
		this.dueEvents.stop();
		await().until(() -> this.threads.status()
			.stream()
			.noneMatch((thread) -> thread.name().equals("dual-stream-outbox-schedule")));
	}

	@Test
	void aDeadlineThatPassedWhileNoInstanceRanComesBackOnceTheyRun() {
		stopDueEvents();
		this.fulfilment.patience = Duration.ofMillis(1);
		handle(placed());
		await().until(() -> this.sagas.countStuck(STRICT) == 1);
		assertThat(this.sagas.stuck(STRICT, 10)).extracting(SagaSummary::problem)
			.containsExactly("the deadline has passed");
		assertThat(deadline()).isNull();
		this.dueEvents.start();
		await().until(() -> deadline() != null);
		assertThat(handle(deadline())).isEqualTo(SagaOutcome.COMPENSATED);
		assertThat(this.sagas.countStuck(STRICT)).isZero();
	}

	@Test
	void aDeadlineWithANegativeDelayIsNamed() {
		this.fulfilment.patience = Duration.ofMinutes(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> handle(placed()))
			.withMessageContaining("deadline 'payment' of saga '" + this.key + "'")
			.withMessageContaining("PT-1M");
		assertThat(this.sagas.find(this.key)).isEmpty();
		assertThat(this.scheduler.count()).isZero();
	}

	@Test
	void aDeadlineThatIsTooFarAwayIsNamed() {
		this.fulfilment.patience = Duration.ofSeconds(Long.MAX_VALUE);
		assertThatIllegalArgumentException().isThrownBy(() -> handle(placed()))
			.withMessageContaining("deadline 'payment' of saga '" + this.key + "'")
			.withMessageContaining("a thousand years");
		this.fulfilment.due = Instant.MAX;
		assertThatIllegalArgumentException().isThrownBy(() -> handle(placed()))
			.withMessageContaining("deadline 'payment' of saga '" + this.key + "'")
			.withMessageContaining("9999-12-31");
		assertThat(this.sagas.find(this.key)).isEmpty();
		Event event = placed();
		assertThatIllegalArgumentException().isThrownBy(() -> this.scheduler.publishAt(event, Instant.MAX))
			.withMessageContaining("event '" + event.id() + "'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.scheduler.publishAfter(event, Duration.ofSeconds(Long.MAX_VALUE)))
			.withMessageContaining("event '" + event.id() + "'");
		assertThat(this.scheduler.count()).isZero();
		this.scheduler.publishAt(event, DueTime.LATEST);
		assertThat(this.scheduler.count()).isOne();
	}

	@Test
	void aDeadlineInTheRemotestPastIsDueAtOnce() {
		this.fulfilment.due = Instant.MIN;
		handle(placed());
		await().until(() -> deadline() != null);
		assertThat(handle(deadline())).isEqualTo(SagaOutcome.COMPENSATED);
	}

	@Test
	void anEventThatArrivesBeforeADeadlineThatHasPassedIsHandledFirst() {
		this.fulfilment.due = Instant.EPOCH;
		handle(placed());
		await().until(() -> deadline() != null);
		assertThat(handle(event("order.paid", Map.of()))).isEqualTo(SagaOutcome.COMPLETED);
		assertThat(handle(deadline())).isEqualTo(SagaOutcome.LATE);
		assertThat(history()).containsExactly("1 START order.placed", "2 EVENT order.paid: complete");
	}

	@Test
	void anEventThatWasOvertakenByTheEndIsLate() {
		handle(placed());
		assertThat(handle(event("order.refused", Map.of("reason", "no money")))).isEqualTo(SagaOutcome.COMPENSATED);
		Event reserved = event("stock.reserved", Map.of("order", Map.of("id", this.id)));
		assertThat(handle(reserved)).isEqualTo(SagaOutcome.LATE);
		assertThat(this.sagas.failures(this.key)).isEmpty();
		await().until(() -> pending() == 0);
		assertThat(published()).containsExactly("reserve", "release");
	}

	@Test
	void aCompensationThatFailsTakesTheWholeStepBackUntilItIsRetried() {
		handle(placed());
		handle(event("stock.reserved", Map.of("order", Map.of("id", this.id))));
		this.fulfilment.compensationFailure = new IllegalStateException("the warehouse is closed");
		Event refused = event("order.refused", Map.of("reason", "no money"));
		assertThatIllegalStateException().isThrownBy(() -> handle(refused));
		assertThat(saga().status()).isEqualTo(SagaStatus.RUNNING);
		assertThat(saga().compensations()).containsExactly("release", "refund");
		assertThat(history()).hasSize(2);
		assertThat(this.sagas.stuck(STRICT, 10)).singleElement()
			.satisfies((stuck) -> assertThat(stuck.problem()).contains("the warehouse is closed"));
		assertThatIllegalStateException().isThrownBy(() -> this.sagas.compensate(this.key, "now"));
		assertThat(saga().status()).isEqualTo(SagaStatus.RUNNING);

		this.fulfilment.compensationFailure = null;
		assertThat(this.sagas.retry(this.key)).isOne();
		assertThat(saga().status()).isEqualTo(SagaStatus.COMPENSATED);
		assertThat(this.sagas.countStuck(STRICT)).isZero();
		await().until(() -> pending() == 0);
		assertThat(published()).containsExactly("reserve", "charge", "refund", "release");
	}

	@Test
	void aSagaContinuesWithALaterVersionOfItsClass() {
		handle(placed());
		SagaType later = type(new LaterFulfilment());
		assertThat(instance(later).handle(later, event("order.paid", Map.of()))).isEqualTo(SagaOutcome.COMPLETED);
		assertThat(saga().state())
			.isEqualTo(JsonData.of("{\"total\":12.5,\"reserved\":false,\"carrier\":\"none\",\"parcels\":1}"));
	}

	@Test
	void aCompensationOrADeadlineThatALaterVersionRenamedIsNamed() {
		this.fulfilment.due = Instant.EPOCH;
		handle(placed());
		await().until(() -> deadline() != null);
		SagaType later = type(new LaterFulfilment());
		Sagas instance = instance(later);
		assertThatIllegalArgumentException().isThrownBy(() -> instance.handle(later, deadline()))
			.withMessageContaining("LaterFulfilment has no method with @Deadline(\"payment\")")
			.withMessageContaining("[money]");
		assertThatIllegalArgumentException().isThrownBy(() -> instance.compensate(this.key, "no money"))
			.withMessageContaining("LaterFulfilment has no method with @Compensation(\"release\")")
			.withMessageContaining("[free]");
		assertThat(saga().status()).isEqualTo(SagaStatus.RUNNING);
		assertThat(this.sagas.countStuck(STRICT)).isOne();
		assertThat(this.sagas.retry(this.key)).isOne();
		assertThat(saga().status()).isEqualTo(SagaStatus.COMPENSATED);
	}

	@Test
	void aDeadlineThatWasReplacedIsLate() {
		this.fulfilment.due = Instant.EPOCH;
		handle(placed());
		await().until(() -> deadline() != null);
		handle(event("order.delayed", Map.of()));
		assertThat(handle(deadline())).isEqualTo(SagaOutcome.LATE);
		assertThat(saga().status()).isEqualTo(SagaStatus.RUNNING);
		assertThat(saga().deadlines().get("payment").eventId()).isNotEqualTo(deadline().id());
	}

	@Test
	void aSagaThatEndsCancelsItsDeadlines() {
		handle(placed());
		assertThat(this.scheduler.count()).isOne();
		handle(event("order.paid", Map.of()));
		assertThat(this.scheduler.count()).isZero();
		assertThat(saga().deadlines()).isEmpty();
	}

	@Test
	void eventsWithoutASagaAreIgnoredOrWait() {
		assertThat(handle(event("order.paid", Map.of()))).isEqualTo(SagaOutcome.NO_SAGA);
		assertThat(this.sagas.find(this.key)).isEmpty();
		Event early = event("stock.reserved", Map.of("order", Map.of("id", this.id)));
		assertThatExceptionOfType(SagaNotStartedException.class).isThrownBy(() -> handle(early))
			.withMessageContaining(this.key.toString());
		assertThat(this.sagas.stuck(STRICT, 10)).extracting(SagaSummary::key).containsExactly(this.key);
		assertThat(this.sagas.stuck(LENIENT, 10)).isEmpty();
		handle(placed());
		assertThat(this.sagas.failures(this.key)).hasSize(1);
		assertThat(handle(early)).isEqualTo(SagaOutcome.CONTINUED);
		assertThat(this.sagas.failures(this.key)).isEmpty();
	}

	@Test
	void anEventWithoutTheIdOfASagaIsInvalid() {
		assertThatExceptionOfType(InvalidSagaEventException.class)
			.isThrownBy(() -> handle(event("stock.reserved", Map.of("order", 7))))
			.withMessageContaining("'order.id'");
	}

	@Test
	void aStepThatFailsHasNoEffectAndIsStuckUntilItIsRetried() {
		handle(placed());
		this.fulfilment.failure = new IllegalStateException("the card reader is broken");
		Event reserved = event("stock.reserved", Map.of("order", Map.of("id", this.id)));
		for (int i = 0; i < 2; i++) {
			assertThatIllegalStateException().isThrownBy(() -> handle(reserved));
		}
		assertThat(history()).containsExactly("1 START order.placed");
		assertThat(this.sagas.countStuck(STRICT)).isOne();
		assertThat(this.sagas.stuck(STRICT, 10)).singleElement()
			.satisfies((stuck) -> assertThat(stuck.problem()).contains("the card reader is broken"));
		assertThat(this.sagas.failures(this.key)).singleElement().satisfies((failure) -> {
			assertThat(failure.attempts()).isEqualTo(2);
			assertThat(failure.event()).usingRecursiveComparison().isEqualTo(reserved);
		});

		assertThatIllegalStateException().isThrownBy(() -> this.sagas.retry(this.key));
		this.fulfilment.failure = null;
		assertThat(this.sagas.retry(this.key)).isOne();
		assertThat(this.sagas.failures(this.key)).isEmpty();
		assertThat(handle(reserved)).isEqualTo(SagaOutcome.DUPLICATE);
		assertThatIllegalArgumentException().isThrownBy(() -> this.sagas.retry(this.key))
			.withMessageContaining(this.key.toString());
		await().until(() -> pending() == 0);
		assertThat(published()).containsExactly("reserve", "charge");
	}

	@Test
	void aSagaWithSeveralProblemsIsStuckOnce() {
		stopDueEvents();
		this.fulfilment.due = Instant.EPOCH;
		handle(placed());
		this.fulfilment.failure = new IllegalStateException("the card reader is broken");
		for (int i = 0; i < 2; i++) {
			Event reserved = event("stock.reserved", Map.of("order", Map.of("id", this.id)));
			assertThatIllegalStateException().isThrownBy(() -> handle(reserved));
		}
		assertThat(this.sagas.failures(this.key)).hasSize(2);
		assertThat(this.sagas.countStuck(STRICT)).isOne();
		assertThat(this.sagas.stuck(STRICT, 10)).extracting(SagaSummary::problem)
			.containsExactly("the deadline has passed");
	}

	@Test
	void aSagaThatDoesNotStartIsStuck() {
		this.fulfilment.failure = new IllegalStateException("closed");
		assertThatIllegalStateException().isThrownBy(() -> handle(placed()));
		assertThat(this.sagas.stuck(STRICT, 10)).singleElement().satisfies((stuck) -> {
			assertThat(stuck.key()).isEqualTo(this.key);
			assertThat(stuck.status()).isNull();
		});
	}

	@Test
	void aSagaIsStuckWhenNothingHappens() {
		handle(placed());
		assertThat(this.sagas.countStuck(STRICT)).isZero();
		handle(event("order.forgotten", Map.of()));
		assertThat(this.sagas.stuck(STRICT, 10)).extracting(SagaSummary::problem)
			.containsExactly("no step and no deadline");
		assertThat(this.sagas.countStuck(LENIENT)).isZero();
	}

	@Test
	void aSagaIsStuckWhenItsDeadlineDoesNotArrive() {
		this.fulfilment.due = Instant.EPOCH;
		handle(placed());
		assertThat(this.sagas.stuck(LENIENT, 10)).extracting(SagaSummary::problem)
			.containsExactly("the deadline has passed");
	}

	@Test
	void anOperatorCompensates() {
		handle(placed());
		this.sagas.compensate(this.key, "the customer called");
		assertThat(history()).containsExactly("1 START order.placed",
				"2 REQUEST compensate: compensate: the customer called", "3 COMPENSATION release");
		assertThatIllegalArgumentException().isThrownBy(() -> this.sagas.compensate(this.key, "again"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.sagas.compensate(new SagaKey("another", "1"), "reason"))
			.withMessageContaining("order-fulfilment");
		assertThat(this.sagas.counts()).containsOnlyKeys("order-fulfilment");
		assertThat(this.sagas.latest("order-fulfilment", 10)).extracting(SagaSummary::status)
			.containsExactly(SagaStatus.COMPENSATED);
	}

	@Test
	void sagasThatHaveEndedAreDeletedWithTheirHistoryAfterTheirRetention() {
		handle(placed());
		assertThat(this.store.deleteEnded(Duration.ZERO)).isZero();
		handle(event("order.paid", Map.of()));
		assertThat(this.store.deleteEnded(Duration.ofMinutes(1))).isZero();
		assertThat(history()).hasSize(2);
		assertThat(this.store.deleteEnded(Duration.ZERO)).isOne();
		assertThat(this.sagas.find(this.key)).isEmpty();
		assertThat(history()).isEmpty();
		assertThat(handle(event("order.paid", Map.of()))).isEqualTo(SagaOutcome.NO_SAGA);
	}

	@Test
	void aSagaThatEndedDespiteAFailureIsNeitherStuckNorKeptForIt() {
		handle(placed());
		this.fulfilment.failure = new IllegalStateException("the card reader is broken");
		Event reserved = event("stock.reserved", Map.of("order", Map.of("id", this.id)));
		assertThatIllegalStateException().isThrownBy(() -> handle(reserved));
		handle(event("order.paid", Map.of()));
		assertThat(saga().status()).isEqualTo(SagaStatus.COMPLETED);
		assertThat(this.sagas.countStuck(STRICT)).isZero();
		assertThat(this.sagas.failures(this.key)).hasSize(1);
		assertThat(this.store.deleteEnded(Duration.ZERO)).isOne();
		assertThat(this.sagas.failures(this.key)).isEmpty();
	}

	@Test
	void aFailureThatIsStoredAfterAnotherInstanceHandledTheEventIsNotStuck() {
		handle(placed());
		Event counted = event("order.counted", Map.of());
		handle(counted);
		assertThat(saga().status()).isEqualTo(SagaStatus.RUNNING);
		this.store.addFailure(this.key, counted, "the connection was lost");
		assertThat(this.sagas.countStuck(STRICT)).isZero();
		assertThat(this.sagas.stuck(STRICT, 10)).isEmpty();
	}

	@Test
	void manySagasAreDeletedInPieces() {
		int ended = 1500;
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.batchUpdate(
					"insert into dual_stream_saga (saga, id, version, status, state, compensations, deadlines,"
							+ " started_at, updated_at) values ('many', ?, 1, 'COMPENSATED', '{}', '[]', '{}', 1, 1)",
					numbered(ended));
			this.jdbc.batchUpdate("insert into dual_stream_saga_step (saga, id, step, kind, name, done_at)"
					+ " values ('many', ?, 1, 'START', 'begun', 1)", numbered(ended));
		});
		assertThat(this.store.deleteEnded(Duration.ofDays(1))).isEqualTo(1000);
		assertThat(this.store.deleteEnded(Duration.ofDays(1))).isEqualTo(500);
		assertThat(this.store.deleteEnded(Duration.ofDays(1))).isZero();
		assertThat(this.jdbc.queryForObject("select count(*) from dual_stream_saga_step", Long.class)).isZero();
	}

	private static List<Object[]> numbered(int count) {
		return IntStream.range(0, count).mapToObj((i) -> new Object[] { "id-" + i }).toList();
	}

	@Test
	void eventsOfOneSagaAtOnceInTwoInstancesAreAllHandledOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Sagas> instances = List.of(this.sagas, instance(this.type));
			List<Callable<Void>> calls = new ArrayList<>();
			Event start = placed();
			List<Event> counted = List.of(event("order.counted", Map.of()), event("order.counted", Map.of()),
					event("order.counted", Map.of()));
			instances.forEach((instance) -> calls.add(() -> handleUntilDone(instance, start)));
			for (Future<Void> call : threads.invokeAll(calls)) {
				call.get();
			}
			calls.clear();
			instances
				.forEach((instance) -> counted.forEach((event) -> calls.add(() -> handleUntilDone(instance, event))));
			for (Future<Void> call : threads.invokeAll(calls)) {
				call.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(history()).containsExactly("1 START order.placed", "2 EVENT order.counted", "3 EVENT order.counted",
				"4 EVENT order.counted");
		await().until(() -> pending() == 0);
		assertThat(published()).containsExactlyInAnyOrder("reserve", "count", "count", "count");
	}

	/** As a consumer does. */
	private Void handleUntilDone(Sagas instance, Event event) {
		await().ignoreExceptions().until(() -> instance.handle(this.type, event) != null);
		return null;
	}

	@Test
	void scheduledEventsBelongToTheTransactionAndCanBeCancelled() {
		Event rolledBack = event("reminder", Map.of());
		Event cancelled = event("reminder", Map.of());
		Event kept = event("reminder", Map.of());
		this.transaction.executeWithoutResult((status) -> {
			this.scheduler.publishAt(rolledBack, Instant.EPOCH);
			status.setRollbackOnly();
		});
		ScheduledPublisher publisher = this.scheduler;
		publisher.publishAfter(cancelled, Duration.ofDays(1));
		assertThat(publisher.cancel(cancelled.id())).isTrue();
		assertThat(publisher.cancel(cancelled.id())).isFalse();
		publisher.publishAfter(kept, Duration.ofMillis(200));
		assertThat(published()).isEmpty();
		await().until(() -> published().size() == 1);
		await().until(() -> pending() == 0);
		assertThat(this.log).extracting(Event::id).contains(kept.id()).doesNotContain(rolledBack.id(), cancelled.id());
		assertThatIllegalArgumentException().isThrownBy(() -> publisher.publishAfter(kept, Duration.ofMillis(-1)));
	}

	@Test
	void scheduledEventsOfASourceGoToTheLogInTheOrderOfTheirDueTimes() {
		stopDueEvents();
		List<Event> events = List.of(event("third", Map.of()), event("first", Map.of()), event("second", Map.of()));
		this.transaction.executeWithoutResult((status) -> {
			this.scheduler.publishAt(events.get(0), Instant.ofEpochSecond(3));
			this.scheduler.publishAt(events.get(1), Instant.ofEpochSecond(1));
			this.scheduler.publishAt(events.get(2), Instant.ofEpochSecond(2));
		});
		this.dueEvents.start();
		await().until(() -> published().size() == 3);
		assertThat(published()).containsExactly("first", "second", "third");
	}

	/**
	 * Log that keeps its events.
	 */
	private final class ListLog implements EventLog {

		@Override
		public CompletableFuture<Position> append(NewRecord record) {
			SagaScenarios.this.log.add(TestRecords.event(record));
			return CompletableFuture.completedFuture(new Position(record.topic(), 0, SagaScenarios.this.log.size()));
		}

		@Override
		public void flush() {
		}

	}

	/**
	 * State of the saga.
	 *
	 * @param total price
	 * @param reserved whether stock is reserved
	 */
	record Progress(BigDecimal total, boolean reserved) {

	}

	record Placed(BigDecimal total) {

	}

	/**
	 * Saga that publishes with the outbox's statements, as a publisher would.
	 */
	@Saga("order-fulfilment")
	class Fulfilment {

		private volatile Duration patience = Duration.ofMinutes(10);

		private volatile Instant due;

		private volatile RuntimeException failure;

		private volatile RuntimeException compensationFailure;

		@StartOn("order.placed")
		Progress start(Placed placed, SagaContext saga) {
			publish(saga, "reserve");
			saga.onCompensation("release");
			if (this.due != null) {
				saga.deadline("payment", this.due);
			}
			else {
				saga.deadline("payment", this.patience);
			}
			fail();
			return new Progress(placed.total(), false);
		}

		@On(value = "stock.reserved", key = "order.id", waits = true)
		Progress reserved(Progress progress, SagaContext saga) {
			publish(saga, "charge");
			saga.onCompensation("refund");
			fail();
			return new Progress(progress.total(), true);
		}

		@On("order.counted")
		void counted(SagaContext saga) {
			publish(saga, "count");
		}

		@On("order.delayed")
		void delayed(SagaContext saga) {
			saga.deadline("payment", Duration.ofHours(1));
		}

		@On("order.forgotten")
		void forgotten(SagaContext saga) {
			saga.cancelDeadline("payment");
		}

		@On("order.paid")
		void paid(SagaContext saga) {
			publish(saga, "ship");
			saga.complete();
		}

		@On("order.refused")
		void refused(Refusal refusal, SagaContext saga) {
			saga.compensate(refusal.reason());
		}

		@Deadline("payment")
		void unpaid(SagaContext saga) {
			saga.compensate("not paid in time");
		}

		@Compensation("release")
		Progress release(Progress progress, SagaContext saga) {
			if (this.compensationFailure != null) {
				throw this.compensationFailure;
			}
			publish(saga, "release");
			return new Progress(progress.total(), false);
		}

		@Compensation("refund")
		void refund(SagaContext saga) {
			publish(saga, "refund");
		}

		private void fail() {
			if (this.failure != null) {
				throw this.failure;
			}
		}

		private void publish(SagaContext saga, String type) {
			SagaScenarios.this.outbox.add(
					List.of(SagaScenarios.this.appender.encode(Event.of("stock", saga.id(), type, Map.of()))),
					SagaScenarios.this.relay);
		}

	}

	record Refusal(String reason) {

	}

	/**
	 * State of a later version.
	 *
	 * @param total price
	 * @param reserved whether stock is reserved
	 * @param carrier new property
	 * @param parcels new property of a primitive type
	 */
	record LaterProgress(BigDecimal total, boolean reserved, String carrier, int parcels) {

	}

	/**
	 * Later version, with renamed methods.
	 */
	@Saga("order-fulfilment")
	static class LaterFulfilment {

		@StartOn("order.placed")
		LaterProgress begin(Placed placed) {
			return new LaterProgress(placed.total(), false, "none", 0);
		}

		@On("order.paid")
		LaterProgress payed(LaterProgress progress, SagaContext saga) {
			saga.complete();
			return new LaterProgress(progress.total(), progress.reserved(),
					(progress.carrier() != null) ? progress.carrier() : "none", progress.parcels() + 1);
		}

		@Deadline("money")
		void noMoney(SagaContext saga) {
			saga.compensate("no money");
		}

		@Compensation("free")
		void free() {
		}

	}

}
