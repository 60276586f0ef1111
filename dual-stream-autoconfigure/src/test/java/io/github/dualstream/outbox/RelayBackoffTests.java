package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.autoconfigure.outbox.OutboxHealth;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.schedule.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A relay that fails pauses, says so once, and health tells the reason.
 */
@ExtendWith(OutputCaptureExtension.class)
class RelayBackoffTests {

	private final OutboxInH2 outbox = new OutboxInH2(UUID.randomUUID().toString(), CompletionMode.DELETE);

	private final ScriptedLog log = new ScriptedLog();

	private final ForgetfulRegistry forgetful = new ForgetfulRegistry(this.outbox.registry);

	private final Relay relay = relay(this.forgetful);

	@AfterEach
	void stop() {
		this.relay.stop();
		this.outbox.close();
	}

	@Test
	void whileNoLeaseIsKeptThenTheRelayPausesMoreAndMoreAndHealthIsDegraded(CapturedOutput output) {
		this.forgetful.forgets = true;
		this.outbox.add("a", "a1");
		this.relay.start();
		await().until(() -> this.forgetful.joins.size() == 1);
		// nobody's commit cuts a pause short
		await().pollInterval(Duration.ofMillis(5)).until(() -> {
			this.relay.committed(Set.of(1));
			return this.forgetful.joins.size() == 4;
		});

		List<Long> joins = this.forgetful.joins;
		assertThat(joins.get(1) - joins.get(0)).isGreaterThanOrEqualTo(Duration.ofMillis(250).toNanos());
		assertThat(joins.get(2) - joins.get(1)).isGreaterThanOrEqualTo(Duration.ofMillis(500).toNanos());
		assertThat(joins.get(3) - joins.get(2)).isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
		assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
		assertThat((String) health().getDetails().get("relay")).contains("lease");

		this.forgetful.forgets = false;
		await().until(() -> this.log.acknowledged.contains("a1"));
		await().until(() -> health().getStatus().getCode().equals("UP"));
		assertThat(this.relay.failure()).isNull();
		assertThat(output.getOut().lines().filter((line) -> line.contains(" WARN "))).hasSize(2);
	}

	@Test
	void whileTheDatabaseFailsThenTheInnermostCauseIsToldOnce(CapturedOutput output) {
		this.relay.start();
		await().until(() -> !this.outbox.registry.leases().isEmpty());
		this.outbox.jdbc.execute("alter table dual_stream_outbox rename to away");
		this.relay.wakeUp();
		await().until(() -> this.relay.failure() != null);
		assertThat(this.relay.failure()).contains("Table \"DUAL_STREAM_OUTBOX\" not found");
		assertThat(health().getDetails().get("relay")).isEqualTo(this.relay.failure());
		assertThat((String) health().getDetails().get("error")).contains("Table \"DUAL_STREAM_OUTBOX\" not found");

		this.outbox.jdbc.execute("alter table away rename to dual_stream_outbox");
		this.outbox.add("a", "a1");
		await().until(() -> this.log.acknowledged.contains("a1"));
		await().until(() -> this.relay.failure() == null);
		assertThat(output.getOut().lines().filter((line) -> line.contains(" WARN "))).hasSize(2)
			.anySatisfy((line) -> assertThat(line).contains("Table \"DUAL_STREAM_OUTBOX\" not found"));
	}

	@Test
	void whenStoppedDuringAPauseThenItCanBeStartedAgain() {
		this.forgetful.forgets = true;
		this.outbox.add("a", "a1");
		this.relay.start();
		await().until(() -> this.relay.failure() != null);
		this.relay.stop();
		this.forgetful.forgets = false;
		this.relay.start();

		await().until(() -> this.log.acknowledged.contains("a1"));
		await().until(() -> this.relay.failure() == null);
	}

	private Relay relay(RelayRegistry registry) {
		RelaySettings settings = new RelaySettings(100, Duration.ofMillis(100), Duration.ofSeconds(5), 3,
				Duration.ofMillis(50));
		return new Relay(this.outbox.store, registry, TestRecords.appender(this.log), (event, position) -> {
		}, settings, RelayListener.of(List.of()), CommitNotifier.NONE, new Threads());
	}

	private Health health() {
		return OutboxHealth.of(new Outbox(this.outbox.store, this.outbox.registry, this.relay));
	}

	/**
	 * Registry in which a lease is gone when it is first renewed, like one whose
	 * statements are rolled back.
	 */
	private static final class ForgetfulRegistry implements RelayRegistry {

		private final RelayRegistry registry;

		private final List<Long> joins = new CopyOnWriteArrayList<>();

		private volatile boolean forgets;

		ForgetfulRegistry(RelayRegistry registry) {
			this.registry = registry;
		}

		@Override
		public long join(String name, Duration lease) {
			this.joins.add(System.nanoTime());
			long epoch = this.registry.join(name, lease);
			if (this.forgets) {
				this.registry.leave(epoch);
			}
			return epoch;
		}

		@Override
		public boolean renew(long epoch, Duration lease) {
			return this.registry.renew(epoch, lease);
		}

		@Override
		public int countLive() {
			return this.registry.countLive();
		}

		@Override
		public List<RelayLease> leases() {
			return this.registry.leases();
		}

		@Override
		public void claim(long epoch, int max) {
			this.registry.claim(epoch, max);
		}

		@Override
		public void release(long epoch, Collection<Integer> slots) {
			this.registry.release(epoch, slots);
		}

		@Override
		public Set<Integer> slotsOf(long epoch) {
			return this.registry.slotsOf(epoch);
		}

		@Override
		public void leave(long epoch) {
			this.registry.leave(epoch);
		}

	}

}
