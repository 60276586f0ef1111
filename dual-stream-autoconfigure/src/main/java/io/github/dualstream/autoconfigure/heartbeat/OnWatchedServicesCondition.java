package io.github.dualstream.autoconfigure.heartbeat;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;

/**
 * Matches where services are to be watched.
 */
final class OnWatchedServicesCondition extends OnPropertyListCondition {

	OnWatchedServicesCondition() {
		super("dual-stream.heartbeat.watch", () -> ConditionMessage.forCondition("Watched services"));
	}

}
