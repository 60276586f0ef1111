package io.github.dualstream.autoconfigure.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.consumer.ConsumerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of the outcomes of consumers' events.
 */
final class ConsumerMetrics implements ConsumerListener {

	private static final String KEPT = "kept";

	private static final String FAILED = "failed";

	private static final String SKIPPED = "skipped";

	private static final List<String> OUTCOMES = List.of(KEPT, FAILED, SKIPPED);

	private final Map<Handling, Timer> handlings = new ConcurrentHashMap<>();

	private final MeterRegistry registry;

	/**
	 * Create the metrics.
	 * @param registry registry of the meters
	 */
	ConsumerMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
		this.handlings.computeIfAbsent(new Handling(group, topic, outcome), this::timer).record(time);
	}

	private Timer timer(Handling handling) {
		// there from the start, so that a dashboard shows zero rather than nothing
		OUTCOMES.forEach((outcome) -> deadLetters(handling.group(), handling.topic(), outcome));
		return Timer.builder("dual.stream.consumer.handling")
			.description("Duration of handler calls")
			.tag("group", handling.group())
			.tag("topic", handling.topic())
			.tag("outcome", handling.outcome().name().toLowerCase(Locale.ROOT))
			.register(this.registry);
	}

	@Override
	public void deadLetter(String group, String topic, boolean kept) {
		deadLetters(group, topic, kept ? KEPT : FAILED).increment();
	}

	@Override
	public void skipped(String group, String topic) {
		deadLetters(group, topic, SKIPPED).increment();
	}

	private Counter deadLetters(String group, String topic, String outcome) {
		return Counter.builder("dual.stream.consumer.dead.letters")
			.description(
					"Number of records without attempts left: written to the dead-letter topic (kept), or not, which is retried (failed), or completed without it (skipped)")
			.tag("group", group)
			.tag("topic", topic)
			.tag("outcome", outcome)
			.register(this.registry);
	}

	private record Handling(String group, String topic, Outcome outcome) {

	}

}
