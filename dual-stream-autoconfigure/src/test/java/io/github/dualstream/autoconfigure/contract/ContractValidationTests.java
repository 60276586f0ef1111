package io.github.dualstream.autoconfigure.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.contract.Contracts;
import io.github.dualstream.contract.InvalidContractException;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.memory.InMemoryLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Contracts at publish, with {@code dual-stream.contracts.validation}.
 */
class ContractValidationTests {

	private static final String REJECT = "dual-stream.contracts.validation=reject";

	private static final Event VALID = Event.of("order", "1", "order.placed", Map.of("total", 12));

	private static final Event INVALID = Event.of("order", "1", "order.placed", Map.of("total", "much"));

	private static final Event WITHOUT_CONTRACT = Event.of("order", "1", "order.paid", Map.of());

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(SimpleMeterRegistry.class)
		.withBean(Contracts.class, () -> Contracts.load(this.folder), (bean) -> bean.setLazyInit(true))
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=memory",
				"dual-stream.transport.bus=memory");

	@BeforeEach
	void writeContract() throws IOException {
		write("{\"type\": \"object\", \"properties\": {\"total\": {\"type\": \"number\"}}}");
	}

	private void write(String schema) throws IOException {
		Path file = this.folder.resolve("order.placed/1.schema.json");
		Files.createDirectories(file.getParent());
		Files.writeString(file, schema);
	}

	@Test
	void whenRejectingThenOnlyValidEventsAreAppendedInEveryWayOfPublishing() {
		this.runner.withPropertyValues(REJECT).run((context) -> {
			DualStreamPublisher publisher = context.getBean(DualStreamPublisher.class);
			publisher.publish(VALID);
			publisher.publish(WITHOUT_CONTRACT);
			assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> publisher.publish(INVALID))
				.withMessageContaining("'/total'");
			assertThat(publisher.publishAsync(INVALID)).isCompletedExceptionally();
			BatchResult batch = publisher.publishAll(List.of(INVALID, VALID, INVALID));
			assertThat(batch.outcomes()).extracting((outcome) -> outcome.failure() != null)
				.containsExactly(true, false, true);
			assertThat(context.getBean(InMemoryLog.class).records("events")).hasSize(3);
			assertThat(dataSchemas(context)).containsExactly("urn:dual-stream:contract:order.placed:1", null,
					"urn:dual-stream:contract:order.placed:1");
			assertThat(checks(context, "order.placed", "valid")).isEqualTo(2);
			assertThat(checks(context, "order.placed", "invalid")).isEqualTo(4);
			assertThat(checks(context, "none", "no_contract")).isEqualTo(1);
			assertThat(context.getBean(MeterRegistry.class)
				.get("dual.stream.publish")
				.tag("outcome", "rejected")
				.timers()
				.stream()
				.mapToLong((timer) -> timer.count())
				.sum()).isEqualTo(4);
		});
	}

	@Test
	void whenRejectingThenOnlyValidEventsAreStoredInTheOutbox() {
		this.runner
			.withPropertyValues(REJECT, "dual-stream.outbox.enabled=true",
					"spring.datasource.url=jdbc:h2:mem:contracts;DB_CLOSE_DELAY=-1")
			.run((context) -> {
				DualStreamPublisher publisher = context.getBean(DualStreamPublisher.class);
				context.getBean(TransactionTemplate.class).executeWithoutResult((status) -> {
					assertThat(publisher.publish(VALID).isStored()).isTrue();
					assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> publisher.publish(INVALID));
					assertThat(publisher.publishAll(List.of(INVALID, WITHOUT_CONTRACT)).failures()).hasSize(1);
				});
				await().atMost(Duration.ofSeconds(20))
					.untilAsserted(() -> assertThat(dataSchemas(context))
						.containsExactly("urn:dual-stream:contract:order.placed:1", null));
				await().until(() -> context.getBean(Outbox.class).counts().pending() == 0);
				// the relay does not check again: what was stored is not lost to a new
				// contract
				assertThat(checks(context, "order.placed", "valid")).isEqualTo(1);
			});
	}

	@Test
	void whenWarningThenInvalidEventsAreAppendedWithoutASchema() {
		this.runner.withPropertyValues("dual-stream.contracts.validation=warn").run((context) -> {
			context.getBean(DualStreamPublisher.class).publish(INVALID);
			context.getBean(DualStreamPublisher.class).publish(VALID);
			assertThat(dataSchemas(context)).containsExactly(null, "urn:dual-stream:contract:order.placed:1");
			assertThat(checks(context, "order.placed", "invalid")).isEqualTo(1);
		});
	}

	@Test
	void whenOffThenNothingIsCheckedNotEvenTheContracts() throws IOException {
		write("no schema");
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(DualStreamPublisher.class).publish(INVALID);
			assertThat(dataSchemas(context)).hasSize(1).containsOnlyNulls();
			assertThat(context.getBean(MeterRegistry.class).find("dual.stream.contracts.checks").counter()).isNull();
		});
	}

	@Test
	void whenAContractReferencesAnotherDocumentThenTheStartFailsAndNamesFileAndReference() throws IOException {
		write("{\"properties\": {\"total\": {\"$ref\": \"https://example.com/money.json\"}}}");
		this.runner.withPropertyValues(REJECT).run((context) -> {
			assertThat(context).getFailure().rootCause().isInstanceOf(InvalidContractException.class);
			FailureAnalysis analysis = new InvalidContractFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("order.placed/1.schema.json")
				.contains("https://example.com/money.json");
			assertThat(analysis.getAction()).contains("$defs");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "warn", "reject" })
	void whenTheLibraryIsMissingThenTheStartFailsAndNamesPropertyAndDependency(String validation) {
		withoutLibrary().withPropertyValues("dual-stream.contracts.validation=" + validation)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.contracts.validation")
				.hasMessageContaining("dual-stream-contracts"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "off", "false" })
	void whenTheLibraryIsMissingAndNothingIsCheckedThenTheApplicationStarts(String validation) {
		// "off" without quotes is false in YAML
		withoutLibrary().withPropertyValues("dual-stream.contracts.validation=" + validation)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static ApplicationContextRunner withoutLibrary() {
		return new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("dual-stream.transport.log=memory", "dual-stream.transport.bus=memory")
			.withClassLoader(new FilteredClassLoader("io.github.dualstream.contract", "com.networknt"));
	}

	private static List<String> dataSchemas(ApplicationContext context) {
		return context.getBean(InMemoryLog.class)
			.records("events")
			.stream()
			.map(ContractValidationTests::dataSchema)
			.toList();
	}

	private static String dataSchema(LogRecord record) {
		return record.headers()
			.stream()
			.filter((header) -> header.name().equals("ce_dataschema"))
			.map((header) -> new String(header.value(), StandardCharsets.UTF_8))
			.findFirst()
			.orElse(null);
	}

	private static double checks(ApplicationContext context, String type, String outcome) {
		return context.getBean(MeterRegistry.class)
			.get("dual.stream.contracts.checks")
			.tags("type", type, "outcome", outcome)
			.counter()
			.count();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
