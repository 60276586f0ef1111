package io.github.dualstream.benchmarks.consume;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.consumer.EventConsumer;
import org.awaitility.Awaitility;

/**
 * Measures what dual-stream needs for entries that it has read and not handled, while all
 * handlers wait.
 *
 * @param backlog where entries come from
 * @param dualStream the consumer
 */
record InFlightMeasurement(Backlog backlog, DualStreamConsume dualStream) {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

	InFlightHeap of(int entries) throws InterruptedException, ExecutionException {
		String topic = this.backlog.topic(entries);
		CountDownLatch release = new CountDownLatch(1);
		EventConsumer consumer = this.dualStream.builder("in-flight", topic, entries, Long.MAX_VALUE)
			.handler((event) -> release.await());
		long before = heap();
		try {
			consumer.start();
			Awaitility.await("all is read").atMost(TIMEOUT).until(() -> consumer.status().inFlight() == entries);
			return new InFlightHeap(entries, heap() - before);
		}
		finally {
			release.countDown();
			consumer.stop();
		}
	}

	private static long heap() {
		System.gc();
		return MEMORY.getHeapMemoryUsage().getUsed();
	}

}
