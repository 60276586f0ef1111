package io.github.dualstream.benchmarks.latency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The events of a round by their ids. Thread-safe.
 */
final class Samples {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Map<String, Sample> byId = new ConcurrentHashMap<>();

	Sample add(String id, long due) {
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

	Collection<Sample> all() {
		return this.byId.values();
	}

	void await(Predicate<Sample> arrived) {
		Awaitility.await("every event has arrived").atMost(TIMEOUT).until(() -> all().stream().allMatch(arrived));
	}

	void clear() {
		this.byId.clear();
	}

}
