package io.github.dualstream.aggregate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Snapshots}.
 */
class SnapshotsTests {

	private static final Source SOURCE = new Source("order", "42");

	private final JsonMapper mapper = new JsonMapper();

	private final InMemoryEventStore memory = new InMemoryEventStore(this.mapper);

	private final RecordingStore store = new RecordingStore(this.memory);

	private final Aggregates<Order> orders = new Aggregates<>(AggregateType.of(Order.class), this.store, this.memory,
			this.mapper, Upcasters.NONE);

	private void placeAndPay(int payments) {
		this.orders.create("42", new OrderPlaced("book", BigDecimal.TEN, "EUR"));
		for (int i = 0; i < payments; i++) {
			this.orders.execute("42", (order) -> order.pay(BigDecimal.ONE));
		}
		this.store.loaded.clear();
	}

	private BigDecimal paid() {
		return this.orders.find("42").orElseThrow().state().paid();
	}

	@Test
	void onlyEventsSinceTheSnapshotAreLoaded() {
		placeAndPay(4);
		assertThat(this.memory.find(SOURCE).orElseThrow().version()).isEqualTo(3);
		assertThat(paid()).isEqualByComparingTo("4");
		assertThat(this.store.loaded).containsExactly(3L);
	}

	@Test
	void aSnapshotIsReplacedAfterAsManyEventsAgain() {
		placeAndPay(5);
		assertThat(this.memory.find(SOURCE).orElseThrow().version()).isEqualTo(6);
	}

	@Test
	void theSnapshotOfAnotherClassIsIgnoredAndReplaced() {
		placeAndPay(3);
		this.memory.save(SOURCE, new Snapshot(3, "another", JsonData.of("{\"paid\":1000}")));
		assertThat(paid()).isEqualByComparingTo("3");
		assertThat(this.store.loaded).containsExactly(1L);
		this.orders.execute("42", (order) -> order.pay(BigDecimal.ONE));
		Snapshot replaced = this.memory.find(SOURCE).orElseThrow();
		assertThat(replaced.version()).isEqualTo(5);
		assertThat(replaced.fingerprint()).isNotEqualTo("another");
	}

	@Test
	void aSnapshotThatCannotBeReadIsIgnored() {
		placeAndPay(3);
		Snapshot snapshot = this.memory.find(SOURCE).orElseThrow();
		this.memory.save(SOURCE, new Snapshot(3, snapshot.fingerprint(), JsonData.of("[]")));
		assertThat(paid()).isEqualByComparingTo("3");
		this.memory.save(SOURCE, new Snapshot(3, snapshot.fingerprint(), JsonData.of("null")));
		assertThat(paid()).isEqualByComparingTo("3");
	}

	@Test
	void aSnapshotBeyondTheStreamIsIgnored() {
		placeAndPay(3);
		Snapshot snapshot = this.memory.find(SOURCE).orElseThrow();
		this.memory.save(SOURCE, new Snapshot(17, snapshot.fingerprint(), snapshot.state()));
		assertThat(paid()).isEqualByComparingTo("3");
	}

	@Test
	void aStateThatJsonCannotHoldHasNoSnapshotAndIsNoFailure() {
		Aggregates<Opaque> opaque = new Aggregates<>(AggregateType.of(Opaque.class), this.store, this.memory,
				this.mapper, Upcasters.NONE);
		opaque.execute("1", (state) -> List.of(new AccountEvent.Deposited(1)));
		opaque.execute("1", (state) -> List.of(new AccountEvent.Deposited(1)));
		assertThat(this.memory.find(new Source("opaque", "1"))).isEmpty();
		assertThat(opaque.find("1").orElseThrow().version()).isEqualTo(2);
	}

	/**
	 * Class whose state Jackson cannot read.
	 */
	@EventSourced(type = "opaque", snapshotEvery = 1)
	static final class Opaque {

		private int changes;

		void apply(AccountEvent event) {
			this.changes++;
		}

		public int getChanges() {
			if (this.changes > 0) {
				throw new IllegalStateException("not for JSON");
			}
			return this.changes;
		}

	}

	/**
	 * Store that records the lowest version of each load.
	 */
	private static final class RecordingStore implements EventStore {

		private final EventStore store;

		private final List<Long> loaded = new ArrayList<>();

		RecordingStore(EventStore store) {
			this.store = store;
		}

		@Override
		public List<VersionedEvent> append(Source source, long expectedVersion, List<Event> events) {
			return this.store.append(source, expectedVersion, events);
		}

		@Override
		public List<VersionedEvent> load(Source source, long from, long to) {
			this.loaded.add(from);
			return this.store.load(source, from, to);
		}

	}

}
