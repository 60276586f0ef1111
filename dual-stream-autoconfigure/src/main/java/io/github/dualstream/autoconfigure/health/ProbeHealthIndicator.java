package io.github.dualstream.autoconfigure.health;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.PrintableText;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Health of a transport: up if it answers, otherwise a configured status.
 */
public final class ProbeHealthIndicator implements HealthIndicator {

	/** Status of a service without its best-effort stream. */
	public static final Status DEGRADED = new Status("DEGRADED");

	private static final Duration TIMEOUT = Duration.ofMillis(1500);

	private final ConnectionProbe probe;

	private final Status withoutAnswer;

	private final Supplier<Map<String, ?>> details;

	/**
	 * Create the indicator.
	 * @param probe probe of the transport
	 * @param withoutAnswer status of the service while the transport does not answer
	 * @param details further details
	 */
	public ProbeHealthIndicator(ConnectionProbe probe, Status withoutAnswer, Supplier<Map<String, ?>> details) {
		this.probe = probe;
		this.withoutAnswer = withoutAnswer;
		this.details = details;
	}

	@Override
	public Health health() {
		Health.Builder health = new Health.Builder().withDetails(this.details.get());
		try {
			return health.up().withDetails(this.probe.probe(TIMEOUT)).build();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return health.status(this.withoutAnswer).withException(ex).build();
		}
		catch (Exception ex) {
			return health.status(this.withoutAnswer).withDetail("error", PrintableText.ofInnermostCause(ex)).build();
		}
	}

}
