package io.github.dualstream.benchmarks.outbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.RecordWatch;
import io.github.dualstream.benchmarks.workload.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Notes when each event arrives. An event is known by its source and how many of that
 * came before it, because the records of the peers have nothing else in common.
 */
final class Arrivals implements AutoCloseable {

	private final AtomicLongArray nanos;

	private final Map<String, Integer> seen = new HashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	private final RecordWatch watch;

	private Arrivals(Servers servers, int events) {
		this.nanos = new AtomicLongArray(events);
		this.watch = new RecordWatch(servers, this::arrived);
	}

	static Arrivals watch(Servers servers, int events) {
		Arrivals arrivals = new Arrivals(servers, events);
		arrivals.watch.start();
		return arrivals;
	}

	private void arrived(ConsumerRecord<byte[], byte[]> record) {
		String key = new String(record.key(), StandardCharsets.UTF_8);
		int before = this.seen.merge(key, 1, Integer::sum) - 1;
		int source = Integer.parseInt(key.substring(Orders.SOURCE_ID_PREFIX.length()));
		this.nanos.set(before * Orders.SOURCES + source, System.nanoTime());
		this.count.incrementAndGet();
	}

	/** How many events have arrived. */
	int count() {
		return this.count.get();
	}

	/** When an event arrived, in {@link System#nanoTime()}. */
	long nanos(int number) {
		return this.nanos.get(number);
	}

	@Override
	public void close() {
		this.watch.close();
	}

}
