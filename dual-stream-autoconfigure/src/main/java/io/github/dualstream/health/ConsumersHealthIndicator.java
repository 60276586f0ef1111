package io.github.dualstream.health;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.backlog.Backlog;
import io.github.dualstream.consumer.backlog.BacklogLevel;
import io.github.dualstream.consumer.backlog.BacklogMonitor;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the consumers: degraded by a critical backlog, a handler that is stuck or
 * dead letters that cannot be kept, and never down, since a restart would help neither.
 */
public final class ConsumersHealthIndicator implements HealthIndicator {

	private final EventConsumers consumers;

	private final BacklogMonitor backlogs;

	/**
	 * Create the indicator.
	 * @param consumers the consumers
	 * @param backlogs how far they are behind
	 */
	public ConsumersHealthIndicator(EventConsumers consumers, BacklogMonitor backlogs) {
		this.consumers = consumers;
		this.backlogs = backlogs;
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up();
		Collection<Backlog> known = this.backlogs.backlogs();
		for (EventConsumer consumer : this.consumers.all()) {
			ConsumerStatus status = consumer.status();
			Optional<Backlog> backlog = known.stream()
				.filter((each) -> each.group().equals(status.group()))
				.findFirst();
			if (status.abandoned() > 0 || status.unkept() > 0
					|| backlog.map(Backlog::level).filter(BacklogLevel.CRITICAL::equals).isPresent()) {
				health.status(ProbeHealthIndicator.DEGRADED);
			}
			health.withDetail(status.group(), details(status, backlog));
		}
		return health.build();
	}

	private static Map<String, Object> details(ConsumerStatus status, Optional<Backlog> backlog) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", status.state());
		details.put("partitions", status.partitions().size());
		details.put("inFlight", status.inFlight());
		details.put("abandoned", status.abandoned());
		details.put("parked", status.parked());
		details.put("unkept", status.unkept());
		backlog.ifPresent((known) -> {
			details.put("lag", known.lag());
			details.put("age", known.age().toString());
			details.put("backlog", known.level());
		});
		return details;
	}

}
