package io.github.dualstream.test.docs;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.ConcurrencyException;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.SnapshotStore;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the snippets about event sourcing do in an application, with an event store in H2
 * and a log in memory.
 */
@SpringBootTest(properties = "dual-stream.outbox.enabled=true")
@AutoConfigureDualStream
class EventSourcingSnippetsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final String id = UUID.randomUUID().toString();

	@Autowired
	private EventSourcingSnippets.Orders orders;

	@Autowired
	private Aggregates<EventSourcingSnippets.Order> aggregates;

	@Autowired
	private Aggregates<BigDecimal> accounts;

	@Autowired
	private EventSourcingSnippets.AccountDecider decider;

	@Autowired
	private EventStore store;

	@Autowired
	private SnapshotStore snapshots;

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void eventsAreInTheStoreAndInTheLog(PublishedEvents events) {
		this.orders.place(this.id, "book");
		this.orders.pay(this.id);
		this.orders.pay(this.id);
		assertThat(this.orders.before(this.id, 2)).contains(new EventSourcingSnippets.Order("book", false));
		assertThat(events.ofSource("order", this.id)).within(TIMEOUT)
			.hasSize(2)
			.containsInOrder("order.placed", "order.paid");
		assertThat(events.ofSource("order", this.id).all())
			.extracting((event) -> event.extensions().get("streamversion"))
			.containsExactly("1", "2");
	}

	@Test
	void whenTheTransactionRollsBackThenThereIsNoAggregate(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> {
			this.orders.place(this.id, "book");
			this.orders.pay(this.id);
			assertThat(this.aggregates.find(this.id).orElseThrow().version()).isEqualTo(2);
			status.setRollbackOnly();
		});
		assertThat(this.aggregates.find(this.id)).isEmpty();
		this.orders.place(this.id + "-after", "book");
		assertThat(events.ofSource("order", this.id + "-after")).within(TIMEOUT).hasSize(1);
		assertThat(events.ofSource("order", this.id)).isEmpty();
	}

	@Test
	void anAggregateIsCreatedOnce() {
		this.orders.place(this.id, "book");
		assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> this.orders.place(this.id, "pen"));
	}

	@Test
	void aDeciderDecidesOnEventsOfAllVersions() {
		this.store.append(new Source("account", "7"), 0,
				List.of(Event.of("account", "7", "account.renamed", Map.of("name", "Ada Lovelace"))));
		EventSourcingSnippets.book(this.accounts, this.decider);
		EventSourcingSnippets.book(this.accounts, this.decider);
		assertThat(this.accounts.find("7").orElseThrow().state()).isEqualByComparingTo("25.00");
		assertThat(this.accounts.find("7", 2).orElseThrow().state()).isEqualByComparingTo("12.50");
	}

	@Test
	void aStateIsLoadedFromItsSnapshot() {
		this.orders.place(this.id, "book");
		for (int version = 2; version <= 101; version++) {
			this.aggregates.execute(this.id, (order) -> List.of(new EventSourcingSnippets.OrderPaid()));
		}
		assertThat(this.snapshots.find(new Source("order", this.id)).orElseThrow().version()).isEqualTo(100);
		assertThat(this.aggregates.find(this.id).orElseThrow().version()).isEqualTo(101);
	}

}
