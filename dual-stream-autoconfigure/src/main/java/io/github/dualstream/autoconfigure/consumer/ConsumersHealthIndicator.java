package io.github.dualstream.autoconfigure.consumer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.lag.Lag;
import io.github.dualstream.consumer.lag.LagLevel;
import io.github.dualstream.consumer.lag.LagMonitor;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the consumers: degraded by a critical lag, an abandoned handler, a
 * dead-letter topic that cannot be written, an unreadable record or an unavailable store
 * of processed events. Never down, since a restart would not help.
 */
final class ConsumersHealthIndicator implements HealthIndicator {

	private final EventConsumers consumers;

	private final LagMonitor monitor;

	/**
	 * Create the indicator.
	 * @param consumers the consumers
	 * @param monitor monitor of their lag
	 */
	ConsumersHealthIndicator(EventConsumers consumers, LagMonitor monitor) {
		this.consumers = consumers;
		this.monitor = monitor;
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up();
		Collection<Lag> known = this.monitor.lags();
		for (EventConsumer consumer : this.consumers.all()) {
			ConsumerStatus status = consumer.status();
			Optional<Lag> lag = known.stream().filter((each) -> each.group().equals(status.group())).findFirst();
			if (status.abandoned() > 0 || status.unkept() > 0 || status.outage() != null
					|| !status.unreadable().isEmpty()
					|| lag.map(Lag::level).filter(LagLevel.CRITICAL::equals).isPresent()) {
				health.status(ProbeHealthIndicator.DEGRADED);
			}
			health.withDetail(status.group(), details(status, lag));
		}
		return health.build();
	}

	private static Map<String, Object> details(ConsumerStatus status, Optional<Lag> lag) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", status.state());
		details.put("partitions", status.partitions().size());
		details.put("inFlight", status.inFlight());
		details.put("abandoned", status.abandoned());
		details.put("parked", status.parked());
		details.put("unkept", status.unkept());
		status.openDeadLetters().ifPresent((open) -> details.put("openDeadLetters", open));
		if (status.outage() != null) {
			details.put("outage", status.outage());
		}
		if (!status.unreadable().isEmpty()) {
			details.put("unreadable", status.unreadable().stream().map(Position::toString).toList());
		}
		lag.ifPresent((known) -> {
			details.put("lag", known.records());
			details.put("age", known.age().toString());
			details.put("level", known.level());
		});
		return details;
	}

}
