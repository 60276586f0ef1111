package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.autoconfigure.SchemaInitialization;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.OutsideTransaction;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.PatternMatchUtils;

/**
 * Configuration properties of the transactional outbox.
 *
 * @param enabled Whether to enable the outbox: an event that is published within a
 * transaction becomes part of it.
 * @param initializeSchema Mode of creating the outbox's tables at startup.
 * @param outsideTransaction Handling of events that are published outside of a
 * transaction.
 * @param bypass Events that bypass the outbox.
 * @param publishResults Whether to publish the result of each stored event as an
 * application event of type OutboxResult.
 * @param completed Handling of rows whose events were acknowledged.
 * @param archiveRetention Retention of rows in the archive, for completed "archive".
 * @param relay Relay, which sends the events of the outbox.
 * @param maxAge Maximum age of the oldest pending event, above which health is degraded.
 */
@ConfigurationProperties("dual-stream.outbox")
record OutboxProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("embedded") SchemaInitialization initializeSchema,
		@DefaultValue("publish") OutsideTransaction outsideTransaction, @DefaultValue Bypass bypass,
		@DefaultValue("false") boolean publishResults, @DefaultValue("delete") CompletionMode completed,
		@DefaultValue("7d") Duration archiveRetention, @DefaultValue Relay relay, @DefaultValue("1m") Duration maxAge) {

	OutboxProperties {
		PropertyRules.requirePositive("dual-stream.outbox.archive-retention", archiveRetention);
		PropertyRules.requirePositive("dual-stream.outbox.max-age", maxAge);
	}

	/**
	 * Events that bypass the outbox: they are sent directly, also within a transaction.
	 *
	 * @param sourceTypes Source types of events that bypass the outbox. "*" stands for
	 * any characters.
	 * @param eventTypes Types of events that bypass the outbox. "*" stands for any
	 * characters.
	 */
	record Bypass(@DefaultValue List<String> sourceTypes, @DefaultValue List<String> eventTypes) {

		Bypass {
			requireNames("dual-stream.outbox.bypass.source-types", sourceTypes);
			requireNames("dual-stream.outbox.bypass.event-types", eventTypes);
		}

		private static void requireNames(String property, List<String> names) {
			if (names.stream().anyMatch(String::isBlank)) {
				throw new InvalidPropertyException(property, names, "has an empty entry", "Remove the entry.");
			}
		}

		boolean includes(Event event) {
			return matches(this.sourceTypes, event.sourceType()) || matches(this.eventTypes, event.type());
		}

		private static boolean matches(List<String> patterns, String type) {
			return patterns.stream().anyMatch((pattern) -> PatternMatchUtils.simpleMatch(pattern, type));
		}

	}

	/**
	 * Relay, which sends the events of the outbox.
	 *
	 * @param enabled Whether this instance runs a relay. If false, other instances or
	 * Debezium must send the events.
	 * @param batchSize Maximum number of events in flight, from being read until they are
	 * removed. As many can be sent twice after a crash.
	 * @param pollInterval Maximum interval between two polls for events without a
	 * notification.
	 * @param listen Whether to listen for commits of other instances, on a connection of
	 * its own. For PostgreSQL only.
	 * @param lease Duration of the lease with which an instance keeps its slots without a
	 * renewal.
	 * @param maxAttempts Maximum number of attempts for an event while the log accepts
	 * others, before it is marked as failed.
	 * @param maxBackoff Maximum back-off before a source is retried.
	 */
	record Relay(@DefaultValue("true") boolean enabled, @DefaultValue("1000") int batchSize,
			@DefaultValue("1s") Duration pollInterval, @DefaultValue("true") boolean listen,
			@DefaultValue("15s") Duration lease, @DefaultValue("10") int maxAttempts,
			@DefaultValue("10s") Duration maxBackoff) {

		Relay {
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
