package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.dualstream.consumer.AfterDeadLetter;
import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.RetryPolicy;
import io.github.dualstream.consumer.lag.LagThresholds;
import io.github.dualstream.transport.StartPosition;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The handling of events.
 *
 * @param autoStartup whether consumers start with the application
 * @param start where a group begins that has not begun yet: earliest, latest, or a point
 * in time such as 2026-11-01T00:00:00Z
 * @param concurrency how many events of a group are handled at the same time
 * @param maxBatch how many events a method that takes batches gets at once
 * @param maxInFlight how many events a group may have read and not done
 * @param maxInFlightSize how much memory they may take, about
 * @param maxUncommitted how far a partition may be read past its lowest event that is not
 * done, which bounds what is handled again after a crash
 * @param commitInterval how often to commit
 * @param drainTimeout how long to wait for handlers when partitions go away, and when the
 * application stops
 * @param handlerTimeout after what time a handler is interrupted; after twice that time
 * it is left to itself, and its event goes to the dead letters
 * @param retry what happens when a handler fails
 * @param deadLetterSuffix what the name of the topic of dead letters ends with, which
 * begins with the name of the topic that they come from
 * @param afterDeadLetter what becomes of a source when one of its events has gone to the
 * dead letters
 * @param idempotency how to keep handlers from handling an event again
 * @param lag how far behind the log is not normal any more
 * @param groups what is different for a group, by its name
 */
public record ConsumerProperties(@DefaultValue("true") boolean autoStartup, @DefaultValue("earliest") String start,
		@DefaultValue("16") int concurrency, @DefaultValue("100") int maxBatch, @DefaultValue("10000") int maxInFlight,
		@DefaultValue("64MB") DataSize maxInFlightSize, @DefaultValue("100000") int maxUncommitted,
		@DefaultValue("1s") Duration commitInterval, @DefaultValue("10s") Duration drainTimeout,
		@DefaultValue("5m") Duration handlerTimeout, @DefaultValue Retry retry,
		@DefaultValue("-dlt") String deadLetterSuffix, @DefaultValue("go-on") AfterDeadLetter afterDeadLetter,
		@NestedConfigurationProperty @DefaultValue IdempotencyProperties idempotency, @DefaultValue Lag lag,
		@DefaultValue Map<String, Group> groups) {

	private static final String PREFIX = "dual-stream.consumer.";

	public ConsumerProperties {
		requireStart(PREFIX + "start", start);
		PropertyRules.requireAtLeast(PREFIX + "concurrency", 1, concurrency);
		PropertyRules.requireAtLeast(PREFIX + "max-batch", 1, maxBatch);
		PropertyRules.requireAtLeast(PREFIX + "max-in-flight", 1, maxInFlight);
		PropertyRules.requireAtLeast(PREFIX + "max-in-flight-size", 1, maxInFlightSize.toBytes());
		PropertyRules.requireAtLeast(PREFIX + "max-uncommitted", 1, maxUncommitted);
		PropertyRules.requirePositive(PREFIX + "commit-interval", commitInterval);
		PropertyRules.requirePositive(PREFIX + "drain-timeout", drainTimeout);
		PropertyRules.requirePositive(PREFIX + "handler-timeout", handlerTimeout);
		if (!deadLetterSuffix.matches("[a-zA-Z0-9._-]+")) {
			throw new InvalidPropertyException(PREFIX + "dead-letter-suffix", deadLetterSuffix,
					"cannot end the name of a topic", "Set it to something such as '-dlt'.");
		}
		groups.forEach((name, group) -> group.validate(PREFIX + "groups." + name));
	}

	private static void requireStart(String property, String start) {
		try {
			StartPosition unused = StartPosition.parse(start);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPropertyException(property, start, "is " + ex.getMessage(),
					"Set it to one of these, such as 'earliest'.");
		}
	}

	/**
	 * Where a group begins.
	 * @param group name of the group
	 * @return its start position
	 */
	public StartPosition startOf(String group) {
		String own = group(group).start();
		return StartPosition.parse((own != null) ? own : this.start);
	}

	/**
	 * The bounds of a group.
	 * @param group name of the group
	 * @return its settings
	 */
	public ConsumerSettings settingsOf(String group) {
		Group own = group(group);
		return new ConsumerSettings((own.concurrency() != null) ? own.concurrency() : this.concurrency,
				(own.maxBatch() != null) ? own.maxBatch() : this.maxBatch, this.maxInFlight,
				this.maxInFlightSize.toBytes(), this.maxUncommitted, this.commitInterval, this.drainTimeout,
				(own.handlerTimeout() != null) ? own.handlerTimeout() : this.handlerTimeout);
	}

	/**
	 * What a group does with failures.
	 * @param group name of the group
	 * @return its policy
	 */
	public RetryPolicy retryOf(String group) {
		Integer own = group(group).maxAttempts();
		return this.retry.policy((own != null) ? own : this.retry.maxAttempts());
	}

	/**
	 * What a group does after a dead letter.
	 * @param group name of the group
	 * @return what becomes of the source
	 */
	public AfterDeadLetter afterDeadLetterOf(String group) {
		AfterDeadLetter own = group(group).afterDeadLetter();
		return (own != null) ? own : this.afterDeadLetter;
	}

	private Group group(String name) {
		return this.groups.getOrDefault(name, Group.NOTHING);
	}

	/**
	 * What happens when a handler fails.
	 *
	 * @param maxAttempts how often a handler gets an event before it goes to the dead
	 * letters, from 1
	 * @param initialDelay pause after the first failure; doubled after each further one,
	 * and shortened at random by up to a half
	 * @param maxDelay longest pause
	 * @param fatal classes of exceptions, also as causes of others, after which trying
	 * again is of no use
	 */
	public record Retry(@DefaultValue("5") int maxAttempts, @DefaultValue("500ms") Duration initialDelay,
			@DefaultValue("30s") Duration maxDelay, @DefaultValue List<Class<? extends Throwable>> fatal) {

		public Retry {
			PropertyRules.requireAtLeast(PREFIX + "retry.max-attempts", 1, maxAttempts);
			PropertyRules.requirePositive(PREFIX + "retry.initial-delay", initialDelay);
			PropertyRules.requirePositive(PREFIX + "retry.max-delay", maxDelay);
			if (maxDelay.compareTo(initialDelay) < 0) {
				throw new InvalidPropertyException(PREFIX + "retry.max-delay", maxDelay,
						"is less than " + PREFIX + "retry.initial-delay (" + initialDelay + ")",
						"Raise it, or lower the other.");
			}
		}

		RetryPolicy policy(int attempts) {
			return RetryPolicy.ofDefaults()
				.withMaxAttempts(attempts)
				.withDelays(this.initialDelay, this.maxDelay)
				.withFatal(this.fatal);
		}

	}

	/**
	 * How far behind the log is not normal any more: by records or by age, whichever is
	 * reached first.
	 *
	 * @param interval time between two looks
	 * @param warningRecords records that are not done, for a warning
	 * @param criticalRecords records that are not done, for degraded health
	 * @param warningAge age of the oldest of them, for a warning
	 * @param criticalAge age of the oldest of them, for degraded health
	 */
	public record Lag(@DefaultValue("10s") Duration interval, @DefaultValue("10000") long warningRecords,
			@DefaultValue("100000") long criticalRecords, @DefaultValue("1m") Duration warningAge,
			@DefaultValue("10m") Duration criticalAge) {

		public Lag {
			PropertyRules.requirePositive(PREFIX + "lag.interval", interval);
			PropertyRules.requireAtLeast(PREFIX + "lag.warning-records", 1, warningRecords);
			PropertyRules.requireAtLeast(PREFIX + "lag.critical-records", warningRecords, criticalRecords);
			PropertyRules.requirePositive(PREFIX + "lag.warning-age", warningAge);
			if (criticalAge.compareTo(warningAge) < 0) {
				throw new InvalidPropertyException(PREFIX + "lag.critical-age", criticalAge,
						"is less than " + PREFIX + "lag.warning-age (" + warningAge + ")",
						"Raise it, or lower the other.");
			}
		}

		/**
		 * The thresholds.
		 * @return the levels of records and age
		 */
		public LagThresholds thresholds() {
			return new LagThresholds(this.warningRecords, this.criticalRecords, this.warningAge, this.criticalAge);
		}

	}

	/**
	 * What is different for a group.
	 *
	 * @param start where it begins
	 * @param concurrency how many events are handled at the same time
	 * @param maxBatch how many events a method that takes batches gets at once
	 * @param handlerTimeout after what time a handler is interrupted
	 * @param maxAttempts how often a handler gets an event before it goes to the dead
	 * letters
	 * @param afterDeadLetter what becomes of a source after that
	 */
	public record Group(@Nullable String start, @Nullable Integer concurrency, @Nullable Integer maxBatch,
			@Nullable Duration handlerTimeout, @Nullable Integer maxAttempts,
			@Nullable AfterDeadLetter afterDeadLetter) {

		private static final Group NOTHING = new Group(null, null, null, null, null, null);

		void validate(String property) {
			if (this.start != null) {
				requireStart(property + ".start", this.start);
			}
			if (this.concurrency != null) {
				PropertyRules.requireAtLeast(property + ".concurrency", 1, this.concurrency);
			}
			if (this.maxBatch != null) {
				PropertyRules.requireAtLeast(property + ".max-batch", 1, this.maxBatch);
			}
			if (this.handlerTimeout != null) {
				PropertyRules.requirePositive(property + ".handler-timeout", this.handlerTimeout);
			}
			if (this.maxAttempts != null) {
				PropertyRules.requireAtLeast(property + ".max-attempts", 1, this.maxAttempts);
			}
		}

	}

}
