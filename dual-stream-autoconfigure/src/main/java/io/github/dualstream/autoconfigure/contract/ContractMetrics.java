package io.github.dualstream.autoconfigure.contract;

import java.util.Locale;

import io.github.dualstream.contract.ContractListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Meters of the checks of published events.
 */
final class ContractMetrics implements ContractListener {

	/** Types without a contract are not told apart, as they may be any number. */
	private static final String NO_TYPE = "none";

	private final Meter.MeterProvider<Counter> checks;

	/**
	 * Create the meters.
	 * @param registry registry of the meters
	 */
	ContractMetrics(MeterRegistry registry) {
		this.checks = Counter.builder("dual.stream.contracts.checks")
			.description("Number of events checked against the contract of their type")
			.withRegistry(registry);
	}

	@Override
	public void checked(@Nullable String type, Outcome outcome) {
		this.checks
			.withTags("type", (type != null) ? type : NO_TYPE, "outcome", outcome.name().toLowerCase(Locale.ROOT))
			.increment();
	}

}
