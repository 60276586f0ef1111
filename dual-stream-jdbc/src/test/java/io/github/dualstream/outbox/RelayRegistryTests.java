package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How relays share the slots, and what one can do whose lease has expired.
 */
class RelayRegistryTests {

	private static final Duration LEASE = Duration.ofMinutes(1);

	private final OutboxInH2 outbox = new OutboxInH2(UUID.randomUUID().toString(), CompletionMode.ARCHIVE);

	private final RelayRegistry registry = this.outbox.registry;

	@AfterEach
	void close() {
		this.outbox.close();
	}

	@Test
	void slotsAreSharedEquallyAndMoveWhenARelayComesOrGoes() {
		Lanes lanes = new Lanes(Duration.ofSeconds(1));
		Tenure first = Tenure.begin(this.registry, "first", LEASE);
		assertThat(first.renew(lanes)).isTrue();
		assertThat(first.slots()).hasSize(RelayRegistry.SLOTS);
		Tenure second = Tenure.begin(this.registry, "second", LEASE);
		assertThat(second.renew(lanes)).isTrue();
		assertThat(second.slots()).isEmpty();

		assertThat(first.renew(lanes)).isTrue();
		assertThat(second.renew(lanes)).isTrue();
		assertThat(first.slots()).hasSize(32).doesNotContainAnyElementsOf(second.slots());
		assertThat(second.slots()).hasSize(32);

		second.leave();
		assertThat(first.renew(lanes)).isTrue();
		assertThat(first.slots()).hasSize(RelayRegistry.SLOTS);
	}

	@Test
	void slotIsKeptUntilNothingOfItIsOnItsWay() {
		Lanes lanes = new Lanes(Duration.ofSeconds(1));
		Tenure first = Tenure.begin(this.registry, "first", LEASE);
		first.renew(lanes);
		IntStream.range(0, 200).forEach((i) -> this.outbox.add("source-" + i, "event-" + i));
		lanes.add(this.outbox.store.read(new PendingQuery(first.slots(), Set.of(), Set.of(), 200)));
		PendingEvent onItsWay = lanes.next();
		while (onItsWay.slot() < 32) {
			onItsWay = lanes.next();
		}
		Tenure second = Tenure.begin(this.registry, "second", LEASE);
		first.renew(lanes);

		assertThat(first.slots()).hasSize(32);
		assertThat(this.registry.slotsOf(first.epoch())).hasSize(33).contains(onItsWay.slot());
		second.leave();
	}

	@Test
	void whenTheLeaseHasExpiredThenItCannotBeRenewedAndNothingIsRemoved() {
		this.outbox.add("a", "a1");
		long epoch = this.registry.join("stopped", Duration.ofMillis(50));
		this.registry.claim(epoch, RelayRegistry.SLOTS);
		List<PendingEvent> read = this.outbox.store
			.read(new PendingQuery(this.registry.slotsOf(epoch), Set.of(), Set.of(), 10));
		await().until(() -> !this.registry.renew(epoch, Duration.ofMillis(1)));

		assertThat(this.outbox.store.remove(epoch, sent(read))).isFalse();
		this.outbox.store.giveUp(epoch, read.get(0).number(), "no");
		assertThat(this.outbox.store.counts().pending()).isEqualTo(1);
		assertThat(count("dual_stream_outbox_archive")).isZero();

		long next = this.registry.join("next", LEASE);
		assertThat(next).isGreaterThan(epoch);
		assertThat(this.registry.countLive()).isEqualTo(1);
		this.registry.claim(next, RelayRegistry.SLOTS);
		assertThat(this.registry.slotsOf(next)).hasSize(RelayRegistry.SLOTS);
		assertThat(this.outbox.store.remove(next, sent(read))).isTrue();
		assertThat(count("dual_stream_outbox")).isZero();
		assertThat(count("dual_stream_outbox_archive")).isEqualTo(1);
	}

	@Test
	void whenTheArchiveIsOldEnoughThenItIsDeleted() {
		this.outbox.add("a", "a1");
		this.outbox.add("a", "a2");
		long epoch = this.registry.join("relay", LEASE);
		this.registry.claim(epoch, RelayRegistry.SLOTS);
		this.outbox.store.remove(epoch,
				sent(this.outbox.store.read(new PendingQuery(this.registry.slotsOf(epoch), Set.of(), Set.of(), 10))));
		this.outbox.jdbc.update("update dual_stream_outbox_archive set sent_at = sent_at - ? where id = 'a1'",
				Duration.ofDays(8).toMillis());
		this.outbox.store.deleteOld();

		assertThat(this.outbox.jdbc.queryForList("select id from dual_stream_outbox_archive", String.class))
			.containsExactly("a2");
	}

	@Test
	void whenTwoRelaysClaimThenEachSlotHasOneOwner() {
		long first = this.registry.join("first", LEASE);
		long second = this.registry.join("second", LEASE);
		IntStream.range(0, 8).parallel().forEach((i) -> this.registry.claim((i % 2 == 0) ? first : second, 40));

		// one of them may have been faster by all of its claims
		assertThat(Collections.disjoint(this.registry.slotsOf(first), this.registry.slotsOf(second))).isTrue();
		assertThat(this.registry.slotsOf(first).size() + this.registry.slotsOf(second).size())
			.isEqualTo(RelayRegistry.SLOTS);
	}

	private static List<SentEvent> sent(List<PendingEvent> events) {
		return events.stream().map((event) -> new SentEvent(event, new Position("events", 0, 1))).toList();
	}

	private int count(String table) {
		return this.outbox.jdbc.queryForObject("select count(*) from " + table, Integer.class);
	}

}
