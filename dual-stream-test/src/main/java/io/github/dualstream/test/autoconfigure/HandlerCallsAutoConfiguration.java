package io.github.dualstream.test.autoconfigure;

import io.github.dualstream.test.events.HandlerCalls;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the count of handled events, for
 * {@link io.github.dualstream.test.events.EventScenario}.
 */
@AutoConfiguration
final class HandlerCallsAutoConfiguration {

	@Bean
	HandlerCalls dualStreamHandlerCalls() {
		return new HandlerCalls();
	}

}
