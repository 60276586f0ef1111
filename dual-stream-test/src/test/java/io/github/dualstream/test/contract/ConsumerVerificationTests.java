package io.github.dualstream.test.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.test.autoconfigure.DualStreamTest;
import io.github.dualstream.test.events.EventScenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsumerVerification}, in the way that applications use it.
 */
@DualStreamTest(properties = "dual-stream.consumer.retry.max-attempts=1")
@Import(ConsumerVerificationTests.Invoicing.class)
class ConsumerVerificationTests {

	@TempDir
	private Path folder;

	@Autowired
	private Invoicing invoicing;

	@BeforeEach
	void writeContracts() {
		publisher("order.placed/1.schema.json", "{\"required\": [\"total\"]}");
		publisher("order.placed/1.example.json", "{\"total\": 12, \"item\": \"book\"}");
		publisher("order.placed/1.example-gift.json", "{\"total\": 3}");
		need("order.placed", "{\"required\": [\"total\"], \"properties\": {\"total\": {\"type\": \"integer\"}}}");
	}

	private void publisher(String file, String content) {
		DynamicTests.write(this.folder.resolve("publishers").resolve(file), content);
	}

	private void need(String type, String schema) {
		DynamicTests.write(this.folder.resolve("consumers/invoicing").resolve(type).resolve("1.schema.json"), schema);
	}

	private Stream<DynamicNode> tests(EventScenario scenario) {
		return ConsumerVerification.of("invoicing", scenario)
			.publishersIn(this.folder.resolve("publishers"))
			.consumersIn(this.folder.resolve("consumers"))
			.tests();
	}

	@TestFactory
	Stream<DynamicNode> examplesPassThroughTheListener(EventScenario scenario) {
		return tests(scenario);
	}

	@Test
	void eachExampleOfTheVersionIsHandled(EventScenario scenario) {
		this.invoicing.totals.clear();
		assertThat(DynamicTests.run(tests(scenario))).hasSize(2)
			.containsKey("'order.placed' version 1 / 'order.placed' version 1, example 1.example-gift.json")
			.allSatisfy((test, failure) -> assertThat(failure).isEmpty());
		assertThat(this.invoicing.totals).containsExactlyInAnyOrder(12, 3);
	}

	@Test
	void whenTheListenerFailsForAnExampleThenTheFailureNamesFileTypeAndConsumer(EventScenario scenario) {
		publisher("order.placed/2.schema.json", "{\"required\": [\"total\"]}");
		publisher("order.placed/2.example.json", "{\"total\": -1}");
		Map<String, String> outcomes = DynamicTests.run(tests(scenario));
		assertThat(outcomes.values()).filteredOn((failure) -> !failure.isEmpty())
			.singleElement()
			.satisfies((failure) -> assertThat(failure).contains("2.example.json")
				.contains("'order.placed' version 2")
				.contains("'invoicing'")
				.contains("negative total"));
	}

	@Test
	void whenAnExampleDoesNotSatisfyTheConsumerThenItIsNotEvenHandled(EventScenario scenario) {
		publisher("order.placed/1.example.json", "{\"total\": \"12\"}");
		assertThat(DynamicTests.run(tests(scenario)).values()).filteredOn((failure) -> !failure.isEmpty())
			.singleElement()
			.satisfies((failure) -> assertThat(failure).contains("consumer 'invoicing'").contains("'/total'"));
	}

	@Test
	void whenNoListenerTakesTheEventsThenTheTestFails(EventScenario scenario) {
		publisher("order.paid/1.schema.json", "{}");
		publisher("order.paid/1.example.json", "{}");
		need("order.paid", "{}");
		assertThat(DynamicTests.run(tests(scenario)).values()).filteredOn((failure) -> !failure.isEmpty())
			.singleElement()
			.satisfies((failure) -> assertThat(failure).contains("'order.paid' version 1")
				.contains("was handled by no listener"));
	}

	@Test
	void whenThereAreNoExamplesOrNoContractsThenATestSaysSo(EventScenario scenario) {
		need("order.lost", "{}");
		assertThat(DynamicTests.run(tests(scenario)).get("'order.lost' version 1 / examples"))
			.contains("No examples of 'order.lost' version 1");
		assertThat(DynamicTests.run(ConsumerVerification.of("nobody", scenario).tests()).values()).singleElement()
			.satisfies((failure) -> assertThat(failure).contains("META-INF/dual-stream/consumers/nobody/"));
	}

	@SpringBootConfiguration
	static class Application {

	}

	static class Invoicing {

		private final List<Integer> totals = new CopyOnWriteArrayList<>();

		@DualStreamListener(group = "invoicing", topics = "events", types = "order.placed")
		void invoice(OrderPlaced order) {
			if (order.total() < 0) {
				throw new IllegalArgumentException("negative total");
			}
			this.totals.add(order.total());
		}

	}

	/**
	 * Data of an event.
	 *
	 * @param total price
	 */
	record OrderPlaced(int total) {

	}

}
