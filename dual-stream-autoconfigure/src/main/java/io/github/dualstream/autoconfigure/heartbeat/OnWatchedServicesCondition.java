package io.github.dualstream.autoconfigure.heartbeat;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;

/**
 * Condition that matches if services are monitored.
 */
final class OnWatchedServicesCondition extends OnPropertyListCondition {

	OnWatchedServicesCondition() {
		super("dual-stream.heartbeat.watch", () -> ConditionMessage.forCondition("Watched services"));
	}

}
