package io.github.dualstream.autoconfigure.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.consumer.AfterDeadLetter;
import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.Ordering;
import io.github.dualstream.consumer.RateLimit;
import io.github.dualstream.consumer.RetryPolicy;
import io.github.dualstream.consumer.lag.LagThresholds;
import io.github.dualstream.transport.StartPosition;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of consumers.
 *
 * @param autoStartup Whether consumers start with the application.
 * @param start Start position of a group without committed offsets: earliest, latest, or
 * a point in time such as 2026-11-01T00:00:00Z.
 * @param concurrency Maximum number of events of a group that are handled concurrently.
 * @param maxBatch Maximum number of events in one batch.
 * @param maxInFlight Maximum number of records in flight of a group.
 * @param maxInFlightSize Approximate maximum memory of a group's records in flight.
 * @param maxUncommitted Maximum number of records that a partition may be read past its
 * lowest unfinished record. Limits the records that are handled again after a crash.
 * @param commitInterval Interval between commits of offsets.
 * @param drainTimeout Maximum time to wait for handlers when partitions are revoked, and
 * when the application stops.
 * @param handlerTimeout Time after which a handler is interrupted. After twice that time
 * it is abandoned, and its event is sent to the dead-letter topic.
 * @param ordering Order in which a group handles events: in the order of each source, or
 * none, so that no event waits for another one.
 * @param retry Retry of failed events.
 * @param rateLimit Maximum rate of attempts.
 * @param deadLetterSuffix Suffix that is appended to the name of a topic for the name of
 * its dead-letter topic.
 * @param afterDeadLetter Handling of a source after one of its events was sent to the
 * dead-letter topic.
 * @param idempotency Detection of events that were already processed.
 * @param lag Thresholds of the consumer lag.
 * @param groups Settings of single groups, by name.
 */
@ConfigurationProperties("dual-stream.consumer")
record ConsumerProperties(@DefaultValue("true") boolean autoStartup, @DefaultValue("earliest") String start,
		@DefaultValue("16") int concurrency, @DefaultValue("100") int maxBatch, @DefaultValue("10000") int maxInFlight,
		@DefaultValue("64MB") DataSize maxInFlightSize, @DefaultValue("100000") int maxUncommitted,
		@DefaultValue("1s") Duration commitInterval, @DefaultValue("10s") Duration drainTimeout,
		@DefaultValue("5m") Duration handlerTimeout, @DefaultValue("source") Ordering ordering,
		@DefaultValue Retry retry, @DefaultValue Rate rateLimit, @DefaultValue("-dlt") String deadLetterSuffix,
		@DefaultValue("go-on") AfterDeadLetter afterDeadLetter,
		@NestedConfigurationProperty @DefaultValue IdempotencyProperties idempotency, @DefaultValue Lag lag,
		@DefaultValue Map<String, Group> groups) {

	private static final String PREFIX = "dual-stream.consumer.";

	ConsumerProperties {
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
					"cannot end the name of a topic", "Set it to a suffix such as '-dlt'.");
		}
		rateLimit.validate(PREFIX + "rate-limit");
		groups.forEach((name, group) -> group.validate(PREFIX + "groups." + name, retry));
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
	 * Start position of a group.
	 * @param group name of the group
	 * @return the position
	 */
	StartPosition startOf(String group) {
		String own = group(group).start();
		return StartPosition.parse((own != null) ? own : this.start);
	}

	/**
	 * Limits of a group.
	 * @param group name of the group
	 * @return its settings
	 */
	ConsumerSettings settingsOf(String group) {
		Group own = group(group);
		return new ConsumerSettings((own.concurrency() != null) ? own.concurrency() : this.concurrency,
				(own.maxBatch() != null) ? own.maxBatch() : this.maxBatch, this.maxInFlight,
				this.maxInFlightSize.toBytes(), this.maxUncommitted, this.commitInterval, this.drainTimeout,
				(own.handlerTimeout() != null) ? own.handlerTimeout() : this.handlerTimeout);
	}

	/**
	 * Retry policy of a group.
	 * @param group name of the group
	 * @return its policy
	 */
	RetryPolicy retryOf(String group) {
		Retry retry = group(group).retry().orElse(this.retry);
		return RetryPolicy.ofDefaults()
			.withMaxAttempts(retry.maxAttempts())
			.withDelays(retry.initialDelay(), retry.maxDelay())
			.withFatal(retry.fatal());
	}

	/**
	 * Rate limit of a group.
	 * @param group name of the group
	 * @return a new rate limit; {@code null} for none
	 */
	@Nullable RateLimit rateLimitOf(String group) {
		Rate own = group(group).rateLimit();
		Rate limit = (own.permitsPerSecond() != null) ? own : this.rateLimit;
		Double permits = limit.permitsPerSecond();
		if (permits == null) {
			return null;
		}
		return (limit.burst() != null) ? RateLimit.of(permits, limit.burst()) : RateLimit.of(permits);
	}

	/**
	 * Order of a group.
	 * @param group name of the group
	 * @return its order
	 */
	Ordering orderingOf(String group) {
		Ordering own = group(group).ordering();
		return (own != null) ? own : this.ordering;
	}

	/**
	 * Handling of a source of a group after a dead-letter record.
	 * @param group name of the group
	 * @return the handling of the source
	 */
	AfterDeadLetter afterDeadLetterOf(String group) {
		AfterDeadLetter own = group(group).afterDeadLetter();
		return (own != null) ? own : this.afterDeadLetter;
	}

	private Group group(String name) {
		return this.groups.getOrDefault(name, Group.NOTHING);
	}

	/**
	 * Retry of failed events.
	 *
	 * @param maxAttempts Maximum number of attempts before an event is sent to the
	 * dead-letter topic, at least 1.
	 * @param initialDelay Delay after the first failure. Doubled after each further one,
	 * and shortened at random by up to a half.
	 * @param maxDelay Maximum delay between two attempts.
	 * @param fatal Classes of exceptions that are not retried, also as causes of others.
	 */
	record Retry(@DefaultValue("5") int maxAttempts, @DefaultValue("500ms") Duration initialDelay,
			@DefaultValue("30s") Duration maxDelay, @DefaultValue List<Class<? extends Throwable>> fatal) {

		Retry {
			PropertyRules.requireAtLeast(PREFIX + "retry.max-attempts", 1, maxAttempts);
			PropertyRules.requirePositive(PREFIX + "retry.initial-delay", initialDelay);
			PropertyRules.requirePositive(PREFIX + "retry.max-delay", maxDelay);
			if (maxDelay.compareTo(initialDelay) < 0) {
				throw new InvalidPropertyException(PREFIX + "retry.max-delay", maxDelay,
						"is less than " + PREFIX + "retry.initial-delay (" + initialDelay + ")",
						"Raise it, or lower the other.");
			}
		}

	}

	/**
	 * Maximum rate of attempts, in this process. An event above the limit waits for its
	 * turn.
	 *
	 * @param permitsPerSecond Maximum sustained number of events per second that a group
	 * handles in this process. No limit by default.
	 * @param burst Maximum number of events that may be handled at once. By default the
	 * number of permits per second.
	 */
	record Rate(@Nullable Double permitsPerSecond, @Nullable Integer burst) {

		private static final Rate NONE = new Rate(null, null);

		private static final double MAX_PERMITS = 10_000_000;

		void validate(String property) {
			Double permits = this.permitsPerSecond;
			if (permits != null && !(permits > 0 && permits <= MAX_PERMITS)) {
				throw new InvalidPropertyException(property + ".permits-per-second", permits, "is not a valid rate",
						"Set it above 0, to 10000000 at the most, or leave it out.");
			}
			if (this.burst != null) {
				PropertyRules.requireAtLeast(property + ".burst", 1, this.burst);
				if (permits == null) {
					throw new InvalidPropertyException(property + ".burst", this.burst,
							"is set without " + property + ".permits-per-second", "Set both.");
				}
			}
		}

	}

	/**
	 * Thresholds of the consumer lag: by number of records or by age, whichever is
	 * reached first.
	 *
	 * @param interval Interval between two measurements of the lag.
	 * @param warningRecords Number of unfinished records for a warning.
	 * @param criticalRecords Number of unfinished records for degraded health.
	 * @param warningAge Age of the oldest unfinished record for a warning.
	 * @param criticalAge Age of the oldest unfinished record for degraded health.
	 */
	record Lag(@DefaultValue("10s") Duration interval, @DefaultValue("10000") long warningRecords,
			@DefaultValue("100000") long criticalRecords, @DefaultValue("1m") Duration warningAge,
			@DefaultValue("10m") Duration criticalAge) {

		Lag {
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
		 * Convert to thresholds.
		 * @return the levels of records and age
		 */
		LagThresholds thresholds() {
			return new LagThresholds(this.warningRecords, this.criticalRecords, this.warningAge, this.criticalAge);
		}

	}

	/**
	 * Settings of a single group.
	 *
	 * @param start Start position of the group if it has no committed offsets.
	 * @param concurrency Maximum number of events of the group that are handled
	 * concurrently.
	 * @param maxBatch Maximum number of events in one batch.
	 * @param handlerTimeout Time after which a handler of the group is interrupted.
	 * @param ordering Order in which the group handles events.
	 * @param retry Retry of failed events of the group.
	 * @param rateLimit Maximum rate of attempts of the group.
	 * @param afterDeadLetter Handling of a source after one of its events was sent to the
	 * dead-letter topic.
	 */
	record Group(@Nullable String start, @Nullable Integer concurrency, @Nullable Integer maxBatch,
			@Nullable Duration handlerTimeout, @Nullable Ordering ordering, @DefaultValue GroupRetry retry,
			@DefaultValue Rate rateLimit, @Nullable AfterDeadLetter afterDeadLetter) {

		private static final Group NOTHING = new Group(null, null, null, null, null,
				new GroupRetry(null, null, null, null), Rate.NONE, null);

		void validate(String property, Retry defaults) {
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
			this.retry.validate(property + ".retry", defaults);
			this.rateLimit.validate(property + ".rate-limit");
		}

	}

	/**
	 * Retry of failed events of a single group.
	 *
	 * @param maxAttempts Maximum number of attempts before an event is sent to the
	 * dead-letter topic, at least 1.
	 * @param initialDelay Delay after the first failure.
	 * @param maxDelay Maximum delay between two attempts.
	 * @param fatal Classes of exceptions that are not retried, in place of those of all
	 * groups.
	 */
	record GroupRetry(@Nullable Integer maxAttempts, @Nullable Duration initialDelay, @Nullable Duration maxDelay,
			@Nullable List<Class<? extends Throwable>> fatal) {

		Retry orElse(Retry defaults) {
			return new Retry((this.maxAttempts != null) ? this.maxAttempts : defaults.maxAttempts(),
					(this.initialDelay != null) ? this.initialDelay : defaults.initialDelay(),
					(this.maxDelay != null) ? this.maxDelay : defaults.maxDelay(),
					(this.fatal != null) ? this.fatal : defaults.fatal());
		}

		void validate(String property, Retry defaults) {
			if (this.maxAttempts != null) {
				PropertyRules.requireAtLeast(property + ".max-attempts", 1, this.maxAttempts);
			}
			Duration initial = (this.initialDelay != null) ? this.initialDelay : defaults.initialDelay();
			Duration max = (this.maxDelay != null) ? this.maxDelay : defaults.maxDelay();
			PropertyRules.requirePositive(property + ".initial-delay", initial);
			PropertyRules.requirePositive(property + ".max-delay", max);
			if (max.compareTo(initial) < 0) {
				boolean own = this.maxDelay != null;
				throw new InvalidPropertyException(property + (own ? ".max-delay" : ".initial-delay"),
						own ? max : initial,
						own ? "is less than the initial delay of the group (" + initial + ")"
								: "is more than the maximum delay of the group (" + max + ")",
						"Set both of them below " + property + ".");
			}
		}

	}

}
