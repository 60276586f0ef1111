package io.github.dualstream.aggregate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Aggregates}, on a store in memory.
 */
class AggregatesTests {

	private static final Source SOURCE = new Source("order", "42");

	private final JsonMapper mapper = new JsonMapper();

	private final InMemoryEventStore store = new InMemoryEventStore(this.mapper);

	private final Aggregates<Order> orders = of(AggregateType.of(Order.class));

	private final Aggregates<Account> accounts = of(AggregateType.of(Account.class));

	private <S> Aggregates<S> of(AggregateType<S> type) {
		return new Aggregates<>(type, this.store, this.store, this.mapper, Upcasters.of(List.of(new OrderUpcasters())));
	}

	private void place() {
		this.orders.create("42", new OrderPlaced("book", new BigDecimal("12.50"), "EUR"));
	}

	@Test
	void aRecordIsCreatedByItsFirstEventAndReplacedByEachOther() {
		place();
		Decision<Order> decision = this.orders.execute("42", (order) -> order.pay(new BigDecimal("2.50")));
		assertThat(decision.aggregate())
			.isEqualTo(new Aggregate<>(SOURCE, 2, new Order("book", new BigDecimal("12.50"), new BigDecimal("2.50"))));
		assertThat(decision.events()).singleElement().satisfies((event) -> {
			assertThat(event.version()).isEqualTo(2);
			assertThat(event.event().type()).isEqualTo("order.paid");
			assertThat(event.event().version()).isEqualTo("1");
			assertThat(event.event().extensions()).containsEntry("streamversion", "2");
		});
		assertThat(this.orders.find("42")).contains(decision.aggregate());
	}

	@Test
	void aMutableClassBeginsWithItsConstructor() {
		assertThat(this.accounts.find("1")).isEmpty();
		this.accounts.execute("1", (account) -> account.deposit(7));
		Decision<Account> decision = this.accounts.execute("1",
				(account) -> List.of(new AccountEvent.Withdrawn(account.balance() - 2)));
		assertThat(decision.aggregate().state().balance()).isEqualTo(2);
		assertThat(this.accounts.find("1").orElseThrow().state().balance()).isEqualTo(2);
	}

	@Test
	void aDeciderDecidesOnItsInitialState() {
		LightDecider decider = new LightDecider();
		Aggregates<LightDecider.Light> lights = of(AggregateType.of(decider));
		assertThat(lights.execute("hall", decider.on(false)).aggregate().version()).isZero();
		lights.execute("hall", decider.on(true));
		assertThat(lights.execute("hall", decider.on(true)).events()).isEmpty();
		assertThat(lights.find("hall").orElseThrow().state()).isEqualTo(new LightDecider.Light(true, 1));
	}

	@Test
	void whenADecisionThrowsThenNothingIsAppended() {
		place();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.orders.execute("42", (order) -> order.pay(BigDecimal.TEN.pow(3))));
		assertThat(this.store.load(SOURCE)).hasSize(1);
	}

	@Test
	void whenThereIsNoAggregateThenTheDecisionIsNotCalled() {
		assertThatExceptionOfType(AggregateNotFoundException.class)
			.isThrownBy(() -> this.orders.execute("42", (order) -> order.pay(BigDecimal.ONE)))
			.withMessageContaining("'order:42'");
	}

	@Test
	void whenItIsCreatedASecondTimeThenThatIsAConflict() {
		place();
		assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(this::place)
			.satisfies((conflict) -> assertThat(conflict.expectedVersion()).isZero());
	}

	@Test
	void anEventThatCannotBeAppliedIsNotAppended() {
		place();
		assertThatExceptionOfType(UnreadableStreamException.class)
			.isThrownBy(
					() -> this.orders.execute("42", (order) -> List.of(new OrderPlaced("pen", BigDecimal.ONE, "EUR"))))
			.withMessageContaining("'order:42'")
			.withMessageContaining("version 2")
			.withMessageContaining("'order.placed'");
		assertThat(this.store.load(SOURCE)).hasSize(1);
	}

	@Test
	void dataOfAnotherAggregateIsRefused() {
		place();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.orders.execute("42", (order) -> List.of(new AccountEvent.Deposited(1))))
			.withMessageContaining("Deposited")
			.withMessageContaining("OrderPaid");
	}

	@Test
	void anyStateOfThePastIsFound() {
		Instant noon = Instant.parse("2026-11-29T12:00:00Z");
		for (int i = 0; i < 4; i++) {
			this.store.append(new Source("account", "1"), i,
					List.of(Event.builder()
						.source("account", "1")
						.type("account.deposited")
						.data(new AccountEvent.Deposited(10))
						.time(noon.plusSeconds(i))
						.build()));
		}
		assertThat(this.accounts.find("1", 3).orElseThrow().state().balance()).isEqualTo(30);
		assertThat(this.accounts.find("1", 5)).isEmpty();
		assertThat(this.accounts.find("1", 0)).isEmpty();
		assertThat(this.accounts.find("1", noon.plusMillis(1_500)).orElseThrow().version()).isEqualTo(2);
		assertThat(this.accounts.find("1", noon).orElseThrow().version()).isEqualTo(1);
		assertThat(this.accounts.find("1", noon.minusMillis(1))).isEmpty();
		assertThat(this.accounts.find("1", noon.plusSeconds(60)).orElseThrow().version()).isEqualTo(4);
	}

	@Test
	void aConflictIsDecidedAgainOnTheNewState() throws Exception {
		int threads = 8;
		int deposits = 25;
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int thread = 0; thread < threads; thread++) {
			executor.execute(() -> {
				awaitStart(start);
				for (int i = 0; i < deposits; i++) {
					this.accounts.execute("1", (account) -> {
						calls.incrementAndGet();
						return account.deposit(1);
					});
				}
			});
		}
		start.countDown();
		executor.shutdown();
		assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		assertThat(this.accounts.find("1").orElseThrow().state().balance()).isEqualTo((long) threads * deposits);
		assertThat(calls.get()).isGreaterThanOrEqualTo(threads * deposits);
	}

	private static void awaitStart(CountDownLatch start) {
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void retriesEndWithTheConflict() {
		place();
		AtomicInteger calls = new AtomicInteger();
		assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> this.orders.execute("42", (order) -> {
			calls.incrementAndGet();
			appendBehindItsBack();
			return order.pay(BigDecimal.ONE);
		}));
		assertThat(calls).hasValue(4);
	}

	@Test
	void withinATransactionThereIsNoRetry() {
		place();
		AtomicInteger calls = new AtomicInteger();
		TransactionSynchronizationManager.setActualTransactionActive(true);
		try {
			assertThatExceptionOfType(ConcurrencyException.class)
				.isThrownBy(() -> this.orders.execute("42", (order) -> {
					calls.incrementAndGet();
					appendBehindItsBack();
					return order.pay(BigDecimal.ONE);
				}));
		}
		finally {
			TransactionSynchronizationManager.setActualTransactionActive(false);
		}
		assertThat(calls).hasValue(1);
	}

	@Test
	void aDecisionAboutAnotherVersionThanExpectedIsAConflict() {
		place();
		appendBehindItsBack();
		assertThatExceptionOfType(ConcurrencyException.class)
			.isThrownBy(() -> this.orders.execute("42", 1, (order) -> order.pay(BigDecimal.ONE)));
		assertThat(this.orders.execute("42", 2, (order) -> order.pay(BigDecimal.ONE)).aggregate().version())
			.isEqualTo(3);
	}

	private void appendBehindItsBack() {
		long version = this.store.load(SOURCE).size();
		this.store.append(SOURCE, version,
				List.of(Event.of("order", "42", "order.paid", new OrderPaid(new BigDecimal("0.01")))));
	}

	@Test
	void aMissingVersionIsNamed() {
		this.store.append(new Source("account", "1"), 0, List.of(deposit("1"), deposit("1"), deposit("1")));
		EventStore holed = new EventStore() {

			@Override
			public List<VersionedEvent> append(Source source, long expectedVersion, List<Event> events) {
				return AggregatesTests.this.store.append(source, expectedVersion, events);
			}

			@Override
			public List<VersionedEvent> load(Source source, long from, long to) {
				return AggregatesTests.this.store.load(source, from, to)
					.stream()
					.filter((event) -> event.version() != 2)
					.toList();
			}

		};
		Aggregates<Account> aggregates = new Aggregates<>(AggregateType.of(Account.class), holed, this.store,
				this.mapper, Upcasters.NONE);
		assertThatExceptionOfType(UnreadableStreamException.class).isThrownBy(() -> aggregates.find("1"))
			.withMessageContaining("'account:1'")
			.withMessageContaining("the next one has version 3")
			.satisfies((gap) -> assertThat(gap.version()).isEqualTo(2));
	}

	@Test
	void anUnknownEventTypeIsNamed() {
		this.store.append(new Source("account", "1"), 0,
				List.of(deposit("1"), Event.of("account", "1", "account.closed", JsonData.of("{}"))));
		assertThatExceptionOfType(UnreadableStreamException.class).isThrownBy(() -> this.accounts.find("1"))
			.withMessageContaining("'account:1'")
			.withMessageContaining("version 2")
			.withMessageContaining("'account.closed'")
			.withMessageContaining("account.deposited");
	}

	@Test
	void dataThatDoesNotFitIsNamed() {
		this.store.append(new Source("account", "1"), 0,
				List.of(Event.of("account", "1", "account.deposited", JsonData.of("{\"amount\":\"much\"}"))));
		assertThatExceptionOfType(UnreadableStreamException.class).isThrownBy(() -> this.accounts.find("1"))
			.withMessageContaining("version 1")
			.withMessageContaining("Deposited");
		this.store.append(new Source("account", "2"), 0,
				List.of(Event.of("account", "2", "account.deposited", JsonData.of("null"))));
		assertThatExceptionOfType(UnreadableStreamException.class).isThrownBy(() -> this.accounts.find("2"))
			.withMessageContaining("null");
	}

	private static Event deposit(String id) {
		return Event.of("account", id, "account.deposited", new AccountEvent.Deposited(1));
	}

}
