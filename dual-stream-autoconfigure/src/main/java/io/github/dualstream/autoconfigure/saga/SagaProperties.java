package io.github.dualstream.autoconfigure.saga;

import java.time.Duration;

import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.saga.StuckLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of sagas.
 *
 * @param stuckAfter Time after which a saga is stuck whose step fails, or whose deadline
 * has passed without effect.
 * @param maxIdle Maximum time between two steps of a running saga that has no deadline,
 * after which it is stuck.
 * @param checkInterval Interval between two counts of the sagas that are stuck, for the
 * health and the meters.
 * @param retention Time after which a saga that has ended is deleted with its history. An
 * event that arrives later can start it again.
 */
@ConfigurationProperties("dual-stream.saga")
record SagaProperties(@DefaultValue("1m") Duration stuckAfter, @DefaultValue("1d") Duration maxIdle,
		@DefaultValue("10s") Duration checkInterval, @DefaultValue("90d") Duration retention) {

	SagaProperties {
		PropertyRules.requirePositive("dual-stream.saga.stuck-after", stuckAfter);
		PropertyRules.requirePositive("dual-stream.saga.max-idle", maxIdle);
		PropertyRules.requirePositive("dual-stream.saga.check-interval", checkInterval);
		PropertyRules.requirePositive("dual-stream.saga.retention", retention);
	}

	StuckLimits limits() {
		return new StuckLimits(this.stuckAfter, this.maxIdle);
	}

}
