package io.github.dualstream.autoconfigure.transport;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.transport.EventLog;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LogChoiceCheck}.
 */
class LogChoiceCheckTests {

	private static final String ENGINES = "io.github.dualstream.transport.";

	@Test
	void whenOnlyRedisIsThereThenTheStartFailsAndNamesPropertyAndValue() {
		runner(ENGINES + "kafka", ENGINES + "nats", ENGINES + "memory")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.transport.log")
				.hasMessageEndingWith("Set it to 'redis-streams'."));
	}

	@Test
	void whenNoEngineIsThereThenTheStartFailsAndNamesAStarter() {
		runner(ENGINES + "kafka", ENGINES + "nats", ENGINES + "memory", ENGINES + "redis")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("io.github.dualstream:dual-stream-starter"));
	}

	@Test
	void whenTheApplicationHasALogOfItsOwnThenNothingIsToBeChosen() {
		runner(ENGINES + "kafka", ENGINES + "nats").withBean(EventLog.class, () -> mock(EventLog.class))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("dualStreamPublisher"));
	}

	private static ApplicationContextRunner runner(String... missing) {
		return new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("spring.application.name=shop", "dual-stream.redis.enabled=false")
			.withClassLoader(new FilteredClassLoader(missing));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
