package io.github.dualstream.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.dualstream.schedule.PeriodicTask;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Probes a connection at an interval, and notifies the application of each change of its
 * state. Thread-safe.
 */
public final class ConnectionMonitor extends PeriodicTask {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionMonitor.class);

	/** Maximum time to wait for the answer to a probe. */
	private static final Duration TIMEOUT = Duration.ofMillis(1500);

	private final Connection connection;

	private final ConnectionProbe probe;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	// of the thread that probes
	private ConnectionState state = ConnectionState.CONNECTED;

	private Instant since;

	private long disconnects;

	/**
	 * Create a monitor, to be started.
	 * @param connection connection to monitor
	 * @param probe probe of its transport
	 * @param interval interval between two probes
	 * @param events publisher of the changes
	 * @param threads threads of the application
	 * @param clock clock for the times of changes
	 */
	public ConnectionMonitor(Connection connection, ConnectionProbe probe, Duration interval,
			ApplicationEventPublisher events, Threads threads, Clock clock) {
		super((connection == Connection.LOG) ? "dual-stream-log-probe" : "dual-stream-bus-probe", interval, interval,
				threads);
		this.connection = connection;
		this.probe = probe;
		this.events = events;
		this.clock = clock;
		this.since = clock.instant();
	}

	/** Probe once. */
	@Override
	protected void run() {
		try {
			this.probe.probe(TIMEOUT);
			changeTo(ConnectionState.CONNECTED, null);
		}
		catch (InterruptedException ex) {
			// the application stops, which tells nothing about the connection
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			changeTo(ConnectionState.DISCONNECTED, PrintableText.ofInnermostCause(ex));
		}
	}

	private void changeTo(ConnectionState current, @Nullable String cause) {
		if (current == this.state) {
			return;
		}
		Instant previousSince = this.since;
		this.state = current;
		this.since = this.clock.instant();
		if (current == ConnectionState.DISCONNECTED) {
			this.disconnects++;
		}
		report(previousSince, cause);
		this.events.publishEvent(new ConnectionStateChanged(this.connection, current, this.since, previousSince,
				this.disconnects, cause));
	}

	private void report(Instant previousSince, @Nullable String cause) {
		String name = (this.connection == Connection.LOG) ? "log" : "bus";
		if (this.state == ConnectionState.DISCONNECTED) {
			logger.warn("The {} does not answer, for the {}. time since the start: {}", name, this.disconnects, cause);
		}
		else {
			logger.warn("The {} answers again, after {} s", name,
					Duration.between(previousSince, this.since).toSeconds());
		}
	}

}
