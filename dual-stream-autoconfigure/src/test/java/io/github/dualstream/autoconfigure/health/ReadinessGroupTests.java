package io.github.dualstream.autoconfigure.health;

import io.github.dualstream.transport.memory.InMemoryBus;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The readiness group with the {@code dualStream} component, as the page on operations
 * shows it.
 */
@Timeout(60)
class ReadinessGroupTests {

	@ParameterizedTest
	@ValueSource(strings = { "readinessState,dualStream", "readinessState,dualStream/memoryLog" })
	void withoutTheLogTheServiceIsNotReady(String include) {
		try (ConfigurableApplicationContext context = start(include)) {
			assertThat(status(context, "readiness")).isEqualTo(HttpStatusCode.valueOf(200));
			context.getBean(InMemoryLog.class).setAvailable(false);
			assertThat(status(context, "readiness")).isEqualTo(HttpStatusCode.valueOf(503));
			assertThat(status(context, "liveness")).isEqualTo(HttpStatusCode.valueOf(200));
			context.getBean(InMemoryLog.class).setAvailable(true);
			assertThat(status(context, "readiness")).isEqualTo(HttpStatusCode.valueOf(200));
		}
	}

	@Test
	void withoutTheBusTheServiceIsReady() {
		try (ConfigurableApplicationContext context = start("readinessState,dualStream")) {
			context.getBean(InMemoryBus.class).setAvailable(false);
			assertThat(status(context, "readiness")).isEqualTo(HttpStatusCode.valueOf(200));
		}
	}

	private static ConfigurableApplicationContext start(String include) {
		return new SpringApplicationBuilder(Application.class).run("--server.port=0",
				"--dual-stream.transport.log=memory", "--dual-stream.transport.bus=memory",
				"--management.endpoint.health.probes.enabled=true",
				"--management.endpoint.health.group.readiness.include=" + include);
	}

	private static HttpStatusCode status(ConfigurableApplicationContext context, String group) {
		return RestClient.create()
			.get()
			.uri("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/health/"
					+ group)
			.exchange((request, response) -> response.getStatusCode());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
