package io.github.dualstream.consumer.listener;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.dualstream.consumer.HandlerSettings;
import io.github.dualstream.consumer.Ordering;
import io.github.dualstream.consumer.RateLimit;
import io.github.dualstream.consumer.RetryPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Listener method with the attributes of one of its annotations. Texts are resolved, and
 * empty if not specified.
 *
 * @param id id of the listener
 * @param group the consumer group
 * @param broadcast whether every instance handles every event
 * @param topics topics to read
 * @param autoStartup whether the consumer starts with the application
 * @param concurrency concurrency as a number
 * @param start start position
 * @param ordering order of the group; at most one
 * @param maxAttempts maximum number of attempts
 * @param initialDelay delay after the first failure
 * @param maxDelay maximum delay between attempts
 * @param fatal exceptions that are not retried
 * @param rateLimit events per second
 * @param method the method
 */
record Listener(String id, String group, boolean broadcast, Set<String> topics, String autoStartup, String concurrency,
		String start, List<Ordering> ordering, String maxAttempts, String initialDelay, String maxDelay,
		List<Class<? extends Throwable>> fatal, String rateLimit, ListenerMethod method) {

	/**
	 * Settings of the method.
	 * @param group settings of its group, for attributes that are not specified
	 * @return the settings
	 */
	HandlerSettings settings(HandlerSettings group) {
		RetryPolicy retry = group.retry();
		int attempts = parse("maxAttempts", this.maxAttempts, Integer::valueOf, retry.maxAttempts());
		Duration initial = parse("initialDelay", this.initialDelay, DurationFormatterUtils::detectAndParse,
				retry.initialDelay());
		Duration max = parse("maxDelay", this.maxDelay, DurationFormatterUtils::detectAndParse, retry.maxDelay());
		if (attempts < 1) {
			throw notValid("maxAttempts", "it must be at least 1");
		}
		if (initial.isNegative() || max.compareTo(initial) < 0) {
			throw notValid(this.maxDelay.isEmpty() ? "initialDelay" : "maxDelay", "the initial delay (" + initial
					+ ") must not be negative, and the maximum delay (" + max + ") not below it");
		}
		return new HandlerSettings(this.method.toString(),
				new RetryPolicy(attempts, initial, max, retry.fatal()).withFatal(this.fatal),
				this.rateLimit.isEmpty() ? group.rateLimit() : limit());
	}

	private RateLimit limit() {
		try {
			return RateLimit.of(Double.parseDouble(this.rateLimit));
		}
		catch (IllegalArgumentException ex) {
			throw notValid("rateLimit", ex.getMessage());
		}
	}

	private <T> T parse(String attribute, String text, Function<String, T> parser, T unspecified) {
		try {
			return text.isEmpty() ? unspecified : parser.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw notValid(attribute, ex.getMessage());
		}
	}

	/** Create the exception for an attribute that is not valid. */
	InvalidListenerException notValid(String attribute, @Nullable String problem) {
		return this.method.invalid("has an '" + attribute + "' that is not valid: " + problem, "Correct it.");
	}

}
