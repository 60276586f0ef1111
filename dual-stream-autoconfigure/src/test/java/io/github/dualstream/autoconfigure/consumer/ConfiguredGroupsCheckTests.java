package io.github.dualstream.autoconfigure.consumer;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.DualStreamListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ConfiguredGroupsCheckTests {

	@Test
	void whenAGroupIsConfiguredThatTheApplicationDoesNotHaveThenThatIsWarnedOf(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--dual-stream.consumer.groups.shop.concurrency=2",
				"--dual-stream.consumer.groups.biling.concurrency=2")) {
			assertThat(context.isRunning()).isTrue();
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("dual-stream.consumer.groups")))
			.singleElement()
			.asString()
			.contains(" WARN ", "settings for [biling]", "the groups are [shop]");
	}

	@Test
	void whenEachConfiguredGroupIsThereThenNothingIsWarnedOf(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--dual-stream.consumer.groups.shop.concurrency=2")) {
			assertThat(context.isRunning()).isTrue();
		}
		assertThat(output).doesNotContain("dual-stream.consumer.groups");
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.application.name=shop", "dual-stream.transport.log=memory",
					"dual-stream.transport.bus=memory")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@DualStreamListener(types = "order.placed")
		void on(Event event) {
		}

	}

}
