package io.github.dualstream.autoconfigure.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.contract.AsyncApi;
import io.github.dualstream.contract.Contracts;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AsyncApiStatus}.
 */
class AsyncApiStatusTests {

	@TempDir
	private Path folder;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "spring.application.version=1.2.3",
				"dual-stream.transport.log=memory", "dual-stream.transport.bus=memory",
				"dual-stream.kafka.topics.order=orders", "management.endpoints.web.exposure.include=dualstream");

	@Test
	void theDocumentHasContractsTopicsAndGroupsOfTheApplication() throws Exception {
		Path file = this.folder.resolve("order.placed/1.schema.json");
		Files.createDirectories(file.getParent());
		Files.writeString(file, "{\"type\": \"object\"}");
		this.runner.withBean(Contracts.class, () -> Contracts.load(this.folder)).run((context) -> {
			StatusContributor status = context.getBean("dualStreamAsyncApiStatus", StatusContributor.class);
			assertThat(status.name()).isEqualTo("asyncapi");
			assertThat(status.status()).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
				.containsEntry("asyncapi", "3.0.0")
				.containsEntry("info", Map.of("title", "shop", "version", "1.2.3"));
			assertThat(status.status().toString()).contains("send-orders")
				.contains("receive-shipping-orders")
				.contains("order.placed-1");
			assertThat(status.summary()).isEqualTo(Map.of("channels", 1, "messages", 1));
			assertThat(context.getBean(AsyncApi.class).json()).contains("receive-shipping-orders");
		});
	}

	@Test
	void withoutTheLibraryThereIsNoDocument() {
		this.runner.withClassLoader(new FilteredClassLoader("io.github.dualstream.contract", "com.networknt"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dualStreamAsyncApiStatus"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Shipping shipping() {
			return new Shipping();
		}

	}

	static class Shipping {

		@DualStreamListener(group = "shipping", sourceTypes = "order", types = "order.placed")
		void ship(Event event) {
		}

	}

}
