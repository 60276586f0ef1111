package io.github.dualstream.test.contract;

import java.nio.file.Path;
import java.util.Map;

import io.github.dualstream.contract.Compatibility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublisherVerification}, with changes that break consumers.
 */
class PublisherVerificationTests {

	private static final String SCHEMA = "{\"type\": \"object\", \"required\": [\"total\", \"item\"],"
			+ " \"properties\": {\"total\": {\"type\": \"number\", \"minimum\": 0}, \"item\": {\"type\": \"string\"}}}";

	@TempDir
	private Path folder;

	private Path consumers;

	@BeforeEach
	void writeContracts() {
		this.consumers = this.folder.resolve("consumers");
		contract("order.placed/1.schema.json", SCHEMA);
		contract("order.placed/1.example.json", "{\"total\": 12.5, \"item\": \"book\"}");
		need("billing", "{\"type\": \"object\", \"required\": [\"total\"],"
				+ " \"properties\": {\"total\": {\"type\": \"number\"}}}");
		need("shipping", "{\"required\": [\"item\"]}");
	}

	private void contract(String file, String content) {
		DynamicTests.write(this.folder.resolve("contracts").resolve(file), content);
	}

	private void need(String consumer, String schema) {
		DynamicTests.write(this.consumers.resolve(consumer).resolve("order.placed/1.schema.json"), schema);
	}

	private Map<String, String> run() {
		return DynamicTests.run(PublisherVerification.in(this.folder.resolve("contracts"))
			.consumersIn(this.consumers)
			.compatible(Compatibility.FULL)
			.tests());
	}

	@Test
	void whenThePublisherPromisesWhatConsumersNeedThenAllTestsPass() {
		assertThat(run())
			.containsOnlyKeys("'order.placed' version 1 / example 1.example.json",
					"'order.placed' version 1 / consumer 'billing'", "'order.placed' version 1 / consumer 'shipping'")
			.allSatisfy((test, failure) -> assertThat(failure).isEmpty());
	}

	@Test
	void whenAVersionRemovesAFieldThenTheFailureNamesTypeFieldAndConsumer() {
		contract("order.placed/2.schema.json",
				"{\"type\": \"object\", \"required\": [\"item\"], \"properties\": {\"item\": {\"type\": \"string\"}}}");
		contract("order.placed/2.example.json", "{\"item\": \"book\"}");
		Map<String, String> outcomes = run();
		assertThat(outcomes.get("'order.placed' version 2 / consumer 'billing'"))
			.contains("'order.placed' version 2 does not promise what consumer 'billing' needs")
			.contains("billing/order.placed/1.schema.json")
			.contains("field '/total' is not always there, and is required (rule '#/required')");
		assertThat(outcomes.get("'order.placed' version 2 / consumer 'shipping'")).isEmpty();
		assertThat(outcomes.get("'order.placed' version 2 / compatible with version 1"))
			.contains("'order.placed' version 2 is not full compatible with version 1")
			.contains("'/total'");
		assertThat(outcomes.get("'order.placed' version 1 / consumer 'billing'")).isEmpty();
	}

	@Test
	void whenATypeChangesThenTheFailureNamesIt() {
		contract("order.placed/1.schema.json", SCHEMA.replace("number", "string").replace(", \"minimum\": 0", ""));
		contract("order.placed/1.example.json", "{\"total\": \"12.50\", \"item\": \"book\"}");
		assertThat(run().get("'order.placed' version 1 / consumer 'billing'"))
			.contains("field '/total' can be string, and must be integer or number (rule '#/properties/total/type')");
	}

	@Test
	void whenASchemaIsTooTightForItsOwnExampleThenTheTestFails() {
		contract("order.placed/1.example.json", "{\"total\": -1, \"item\": \"book\"}");
		assertThat(run().get("'order.placed' version 1 / example 1.example.json")).contains("1.example.json")
			.contains("'/total' must have a minimum value of 0");
	}

	@Test
	void whenAContractHasNoExampleThenATestSaysSo() {
		contract("order.paid/1.schema.json", "{}");
		assertThat(run().get("'order.paid' version 1 / has an example")).contains("1.example.json");
	}

	@Test
	void whenThereIsNoContractThenATestSaysSo() {
		DynamicTests.write(this.folder.resolve("empty/order.placed/notes.txt"), "none");
		assertThat(DynamicTests.run(PublisherVerification.in(this.folder.resolve("empty")).tests())).hasSize(1)
			.allSatisfy((test, failure) -> assertThat(failure).contains("META-INF/dual-stream/contracts/"));
		assertThat(DynamicTests.run(PublisherVerification.ofClassPath().tests())).hasSize(1)
			.allSatisfy((test, failure) -> assertThat(failure).contains("META-INF/dual-stream/contracts/"));
	}

}
