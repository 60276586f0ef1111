package io.github.dualstream.faults;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Map;
import java.util.stream.Collectors;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.dualstream.harness.history.NotificationCounts;
import io.github.dualstream.harness.history.ResourceSample;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Reads the meters, and what this process holds.
 */
final class Sampling {

	private static final String NOTIFICATIONS = "dual.stream.redis.notifications";

	private final MeterRegistry meters;

	Sampling(MeterRegistry meters) {
		this.meters = meters;
	}

	Sample now() {
		return new Sample(acknowledged(), notifications(), circuit(), resources());
	}

	private long acknowledged() {
		return this.meters.find("dual.stream.publish")
			.tag("outcome", "success")
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	private NotificationCounts notifications() {
		Map<String, Long> dropped = this.meters.find(NOTIFICATIONS)
			.tag("outcome", "dropped")
			.counters()
			.stream()
			.collect(Collectors.toMap((counter) -> counter.getId().getTag("reason"), Sampling::count));
		return new NotificationCounts(count("sent"), count("unknown"), dropped);
	}

	private long count(String outcome) {
		return this.meters.find(NOTIFICATIONS)
			.tag("outcome", outcome)
			.counters()
			.stream()
			.mapToLong(Sampling::count)
			.sum();
	}

	private static long count(Counter counter) {
		return Math.round(counter.count());
	}

	private String circuit() {
		return this.meters.find("dual.stream.redis.circuit")
			.gauges()
			.stream()
			.filter((gauge) -> gauge.value() == 1)
			.map((gauge) -> gauge.getId().getTag("state"))
			.findFirst()
			.orElse("changing");
	}

	/** A collection for each sample would be a trouble of its own. */
	private static long heapAfterCollection() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
			.mapToLong((pool) -> pool.getCollectionUsage().getUsed())
			.sum();
	}

	private ResourceSample resources() {
		Gauge queue = this.meters.find("dual.stream.redis.queue").gauge();
		return new ResourceSample(heapAfterCollection(), ManagementFactory.getThreadMXBean().getThreadCount(),
				ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getOpenFileDescriptorCount(),
				(queue != null) ? Math.round(queue.value()) : 0);
	}

}
