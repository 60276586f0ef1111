package io.github.dualstream.benchmarks.latency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import io.github.dualstream.benchmarks.run.Figures;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The events of a round by their ids. Thread-safe.
 */
public final class Samples {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int DIGITS = 3;

	private static final String BEFORE_ID = "{\"id\":\"";

	private final Map<String, Sample> byId = new ConcurrentHashMap<>();

	/**
	 * Add an event that is published now.
	 * @param id its id
	 * @param due when it should have been
	 * @return its sample
	 */
	public Sample add(String id, long due) {
		Sample sample = new Sample(due);
		this.byId.put(id, sample);
		return sample;
	}

	@Nullable Sample get(String id) {
		return this.byId.get(id);
	}

	void consumed(ConsumerRecord<byte[], byte[]> record) {
		long now = System.nanoTime();
		Sample sample = get(new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
		if (sample != null) {
			sample.consumed = now;
		}
	}

	/**
	 * A notification has arrived.
	 * @param message its JSON, which begins with the id
	 */
	public void notified(String message) {
		long now = System.nanoTime();
		Sample sample = get(message.substring(BEFORE_ID.length(), message.indexOf('"', BEFORE_ID.length())));
		if (sample != null) {
			sample.notifiedAt(now);
		}
	}

	/**
	 * Wait until something has happened to every event.
	 * @param arrived whether it has happened
	 */
	public void await(Predicate<Sample> arrived) {
		Awaitility.await("every event has arrived")
			.atMost(TIMEOUT)
			.until(() -> this.byId.values().stream().allMatch(arrived));
	}

	/**
	 * Forget all events.
	 */
	public void clear() {
		this.byId.clear();
	}

	/**
	 * Distribution of a latency over the samples in which both moments are.
	 * @param start the earlier moment
	 * @param end the later moment; where it comes first, it took no time
	 * @return the figures
	 */
	public Figures latency(ToLongFunction<Sample> start, ToLongFunction<Sample> end) {
		Histogram nanos = new Histogram(DIGITS);
		for (Sample sample : this.byId.values()) {
			if (start.applyAsLong(sample) != 0 && end.applyAsLong(sample) != 0) {
				nanos.recordValue(Math.max(0, end.applyAsLong(sample) - start.applyAsLong(sample)));
			}
		}
		return new Figures().with("events", nanos.getTotalCount())
			.with("p50 us", nanos.getValueAtPercentile(50) / 1e3)
			.with("p99 us", nanos.getValueAtPercentile(99) / 1e3)
			.with("p99.9 us", nanos.getValueAtPercentile(99.9) / 1e3)
			.with("max us", nanos.getMaxValue() / 1e3);
	}

}
