package io.github.dualstream.autoconfigure;

import java.time.Duration;

import io.github.dualstream.outbox.OutsideTransaction;
import io.github.dualstream.outbox.CompletionMode;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The transactional outbox.
 *
 * @param enabled whether an event that is published within a transaction becomes part of
 * it
 * @param initializeSchema when to create the outbox's tables at start
 * @param outsideTransaction what becomes of an event that is published outside of a
 * transaction
 * @param completed what becomes of rows whose events were acknowledged
 * @param archiveRetention how long rows stay in the archive, for completed "archive"
 * @param relay sending what is in the outbox
 * @param maxAge health is degraded while the oldest event has waited longer
 */
public record OutboxProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("embedded") SchemaInitialization initializeSchema,
		@DefaultValue("publish") OutsideTransaction outsideTransaction,
		@DefaultValue("delete") CompletionMode completed, @DefaultValue("7d") Duration archiveRetention,
		@DefaultValue Relay relay, @DefaultValue("1m") Duration maxAge) {

	public OutboxProperties {
		PropertyRules.requirePositive("dual-stream.outbox.archive-retention", archiveRetention);
		PropertyRules.requirePositive("dual-stream.outbox.max-age", maxAge);
	}

	/**
	 * Sending what is in the outbox.
	 *
	 * @param enabled whether this instance sends; false leaves that to others, or to
	 * Debezium
	 * @param batchSize how many events are held between being read and being removed; as
	 * many can be sent twice after a crash
	 * @param pollInterval longest wait before looking for events that nobody told of
	 * @param listen whether to hear at once of what other instances commit, on a
	 * connection of its own; for PostgreSQL
	 * @param lease how long an instance keeps its share of the sources without a sign of
	 * life
	 * @param maxAttempts how often an event is tried while Kafka takes others, before it
	 * is given up
	 * @param maxBackoff longest pause before a source is tried again
	 */
	public record Relay(@DefaultValue("true") boolean enabled, @DefaultValue("1000") int batchSize,
			@DefaultValue("1s") Duration pollInterval, @DefaultValue("true") boolean listen,
			@DefaultValue("15s") Duration lease, @DefaultValue("10") int maxAttempts,
			@DefaultValue("10s") Duration maxBackoff) {

		public Relay {
			PropertyRules.requireAtLeast("dual-stream.outbox.relay.batch-size", 1, batchSize);
			PropertyRules.requirePositive("dual-stream.outbox.relay.poll-interval", pollInterval);
			PropertyRules.requireAtLeast("dual-stream.outbox.relay.max-attempts", 1, maxAttempts);
			PropertyRules.requirePositive("dual-stream.outbox.relay.max-backoff", maxBackoff);
			if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
				throw new InvalidPropertyException("dual-stream.outbox.relay.lease", lease, "is less than 1s",
						"Set it to some seconds; it is renewed five times in that time.");
			}
		}

	}

}
