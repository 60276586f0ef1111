package io.github.dualstream.heartbeat;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.dualstream.Source;
import io.github.dualstream.schedule.PeriodicTask;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StoredEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Monitors the heartbeats of services in the log, at their interval. While the log cannot
 * be read, no heartbeat counts as missed. Thread-safe.
 */
public final class HeartbeatMonitor extends PeriodicTask {

	private static final Logger logger = LoggerFactory.getLogger(HeartbeatMonitor.class);

	private final Function<Source, Optional<StoredEvent>> lastEvents;

	private final ApplicationEventPublisher events;

	private final Map<String, WatchedService> services = new LinkedHashMap<>();

	private volatile boolean seeing = true;

	/**
	 * Create a monitor, to be started.
	 * @param lastEvents function that reads the last event of a source; throws a
	 * {@link LogUnavailableException} while the log cannot be read
	 * @param services names of the services to watch
	 * @param settings interval and thresholds of the heartbeats
	 * @param events publisher of level changes
	 * @param threads threads of the application
	 * @param clock clock of the monitor
	 */
	public HeartbeatMonitor(Function<Source, Optional<StoredEvent>> lastEvents, Collection<String> services,
			HeartbeatSettings settings, ApplicationEventPublisher events, Threads threads, Clock clock) {
		super("dual-stream-heartbeat-monitor", Duration.ZERO, settings.interval(), threads);
		this.lastEvents = lastEvents;
		this.events = events;
		services.forEach((service) -> this.services.put(service, new WatchedService(settings, clock)));
	}

	/**
	 * State of the watched services.
	 * @return the states as of the last check, by name
	 */
	public Map<String, Pulse> pulses() {
		Map<String, Pulse> pulses = new LinkedHashMap<>();
		this.services.forEach((name, service) -> pulses.put(name, service.pulse()));
		return pulses;
	}

	/**
	 * Whether the log could be read at the last check.
	 * @return {@code false} if the states are not up to date
	 */
	public boolean isSeeing() {
		return this.seeing;
	}

	/**
	 * Check on one thread and without a lock, since the log and listeners may be slow.
	 */
	@Override
	protected void run() {
		try {
			this.services.forEach(this::look);
			this.seeing = true;
		}
		catch (LogUnavailableException ex) {
			if (this.seeing) {
				logger.warn("Failed to read heartbeats from the log; retrying: {}", ex.getMessage());
			}
			this.seeing = false;
		}
	}

	private void look(String name, WatchedService service) {
		Optional<StoredEvent> beat = this.lastEvents.apply(new Source(HeartbeatSettings.SOURCE_TYPE, name));
		if (!this.seeing) {
			service.unseen();
		}
		beat.ifPresent(service::see);
		HeartbeatLevel previous = service.pulse().level();
		Pulse pulse = service.judge();
		if (pulse.level() != previous) {
			logger.warn("Heartbeat of service '{}' is {}, was {}: {} heartbeats missed, the last one was at {}", name,
					pulse.level(), previous, pulse.missed(), pulse.lastBeat());
			this.events.publishEvent(new HeartbeatLevelChanged(name, previous, pulse));
		}
	}

}
