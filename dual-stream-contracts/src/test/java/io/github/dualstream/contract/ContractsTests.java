package io.github.dualstream.contract;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.dualstream.JsonData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Contracts}, {@link ConsumerContracts} and {@link Contract}.
 */
class ContractsTests {

	private static final String SCHEMA = "{\"type\": \"object\"}";

	@TempDir
	private Path folder;

	@Test
	void contractsAreFoundInAFolderByTypeAndInTheOrderOfVersions() {
		Contracts contracts = new ContractFolder().with("order.placed/10.schema.json", SCHEMA)
			.with("order.placed/9.schema.json", SCHEMA)
			.with("order.placed/9.1.schema.json", SCHEMA)
			.with("order.cancelled/1.schema.json", SCHEMA)
			.with("order.placed/notes.txt", "not looked at")
			.load(this.folder);
		assertThat(contracts.of("order.placed")).extracting(Contract::version).containsExactly("9", "9.1", "10");
		assertThat(contracts.find("order.placed", null)).hasToString("'order.placed' version 10");
		assertThat(contracts.find("order.placed", "9.1")).hasToString("'order.placed' version 9.1");
		assertThat(contracts.find("order.placed", "11")).isNull();
		assertThat(contracts.find("order.paid", null)).isNull();
		assertThat(contracts.of("order.paid")).isEmpty();
		assertThat(contracts.all()).extracting(Contract::type)
			.containsExactly("order.cancelled", "order.placed", "order.placed", "order.placed");
	}

	@Test
	void contractsAndExamplesAreFoundInAllJars() throws IOException {
		URL orders = new ContractFolder().with("order.placed/1.schema.json", SCHEMA)
			.with("order.placed/1.example.json", "{\"total\": 1}")
			.with("order.placed/1.example-gift.json", "{\"total\": 0}")
			.jar(this.folder.resolve("orders.jar"), Contracts.LOCATION);
		URL payments = new ContractFolder().with("payment.received/1.schema.json", SCHEMA)
			.jar(this.folder.resolve("payments.jar"), Contracts.LOCATION);
		try (URLClassLoader classLoader = ContractFolder.classLoader(orders, payments)) {
			Contracts contracts = Contracts.load(classLoader);
			assertThat(contracts.all()).extracting(Contract::type).containsExactly("order.placed", "payment.received");
			assertThat(contracts.of("order.placed").get(0).examples()).extracting(ContractExample::data)
				.containsExactlyInAnyOrder(JsonData.of("{\"total\": 1}"), JsonData.of("{\"total\": 0}"));
			assertThat(contracts.of("payment.received").get(0).examples()).isEmpty();
		}
	}

	@Test
	void whenTwoJarsHaveTheSameContractThenItIsFoundOnce() throws IOException {
		URL one = jar("one.jar", SCHEMA);
		URL two = jar("two.jar", SCHEMA);
		try (URLClassLoader classLoader = ContractFolder.classLoader(one, two)) {
			assertThat(Contracts.load(classLoader).all()).hasSize(1);
		}
	}

	@Test
	void whenTwoJarsHaveDifferentContractsOfOneVersionThenBothAreNamed() throws IOException {
		URL one = jar("one.jar", SCHEMA);
		URL two = jar("two.jar", "{\"type\": \"array\"}");
		try (URLClassLoader classLoader = ContractFolder.classLoader(one, two)) {
			assertThatExceptionOfType(InvalidContractException.class).isThrownBy(() -> Contracts.load(classLoader))
				.withMessageContaining("one.jar!/META-INF/dual-stream/contracts/order.placed/1.schema.json")
				.withMessageContaining("two.jar!/META-INF/dual-stream/contracts/order.placed/1.schema.json");
		}
	}

	private URL jar(String name, String schema) throws IOException {
		return new ContractFolder().with("order.placed/1.schema.json", schema)
			.jar(this.folder.resolve(name), Contracts.LOCATION);
	}

	@Test
	void consumersContractsHoldForLaterVersionsUpToTheNextOne() {
		ConsumerContracts needs = ConsumerContracts
			.load(new ContractFolder().with("billing/order.placed/1.schema.json", SCHEMA)
				.with("billing/order.placed/3.schema.json", SCHEMA)
				.with("shipping/order.placed/2.schema.json", SCHEMA)
				.with("shipping/order.cancelled/1.schema.json", SCHEMA)
				.write(this.folder.resolve("consumers")));
		Map<String, Contract> versions = Map.of("1", publisher("1"), "2", publisher("2"), "4", publisher("4"));
		assertThat(needs.neededOf(versions.get("1"))).extracting(ContractsTests::need).containsExactly("billing 1");
		assertThat(needs.neededOf(versions.get("2"))).extracting(ContractsTests::need)
			.containsExactlyInAnyOrder("billing 1", "shipping 2");
		assertThat(needs.neededOf(versions.get("4"))).extracting(ContractsTests::need)
			.containsExactlyInAnyOrder("billing 3", "shipping 2");
		assertThat(needs.all()).hasSize(4);
		assertThat(needs.of("shipping")).extracting((need) -> need.contract().type())
			.containsExactlyInAnyOrder("order.placed", "order.cancelled");
	}

	private Contract publisher(String version) {
		return new ContractFolder().with("order.placed/" + version + ".schema.json", SCHEMA)
			.load(this.folder.resolve("publisher" + version))
			.all()
			.get(0);
	}

	private static String need(ConsumerContract need) {
		return need.consumer() + " " + need.contract().version();
	}

	@Test
	void aContractSaysWhereItsEventsComeFrom() {
		Contract plain = ContractFolder.of(this.folder.resolve("plain"), SCHEMA);
		assertThat(plain.uri()).isEqualTo("urn:dual-stream:contract:order.placed:1");
		assertThat(plain.sourceType()).isEqualTo("order");
		assertThat(plain.publisher()).isNull();
		assertThat(plain.file()).endsWith("order.placed/1.schema.json");
		assertThat(plain.schema()).isEqualTo(JsonData.of("{\"type\":\"object\"}"));
		Contract full = ContractFolder.of(this.folder.resolve("full"), """
				{"$id": "https://example.com/schemas/order", "x-source-type": "shop", "x-publisher": "orders"}""");
		assertThat(full.uri()).isEqualTo("https://example.com/schemas/order");
		assertThat(full.sourceType()).isEqualTo("shop");
		assertThat(full.publisher()).isEqualTo("orders");
	}

	@ParameterizedTest
	@ValueSource(strings = { "order.yaml.json", "v1.schema.json", "1.shema.json", "1.example-.json", "1..schema.json" })
	void whenAFileIsNamedOtherwiseThenItIsNamed(String file) {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> new ContractFolder().with("order.placed/" + file, SCHEMA).load(this.folder))
			.withMessageContaining(file);
	}

	@Test
	void whenAnExampleHasNoSchemaThenItIsNamed() {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> new ContractFolder().with("order.placed/1.schema.json", SCHEMA)
				.with("order.placed/2.example.json", "{}")
				.load(this.folder))
			.withMessageContaining("2.example.json is an example without a schema");
	}

	@Test
	void whenThereIsNoFolderThenItIsNamed() {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> Contracts.load(this.folder.resolve("absent")))
			.withMessageContaining("absent");
	}

	@Test
	void tenMegabytesOfExamplesDelayNoStartAndAreNamedWhenTheyAreRead() throws IOException {
		new ContractFolder().with("order.placed/1.schema.json", SCHEMA).write(this.folder);
		Path example = this.folder.resolve("order.placed/1.example.json");
		Files.writeString(example, "[\"" + "x".repeat(10 * 1024 * 1024) + "\"]");
		Contract contract = Contracts.load(this.folder).all().get(0);
		assertThatExceptionOfType(InvalidContractException.class).isThrownBy(contract::examples)
			.withMessageContaining("1.example.json is larger than 1048576 bytes");
	}

	@Test
	void whenAnExampleIsNotJsonThenItIsNamed() {
		Contract contract = new ContractFolder().with("order.placed/1.schema.json", SCHEMA)
			.with("order.placed/1.example.json", "{\"total\": ")
			.load(this.folder)
			.all()
			.get(0);
		assertThatExceptionOfType(InvalidContractException.class).isThrownBy(contract::examples)
			.withMessageContaining("1.example.json is no example");
	}

	@Test
	void violationsHaveTheirPlaceAndNotTheData() {
		Contract contract = ContractFolder.of(this.folder, """
				{"type": "object", "required": ["total"], "additionalProperties": false,
				 "properties": {"total": {"type": "number", "multipleOf": 0.01},
				                "placed": {"format": "date-time"},
				                "lines": {"items": {"type": "object", "required": ["item"]}}}}""");
		assertThat(contract.check(JsonData.of("{\"total\": 12.5, \"placed\": \"2026-11-01T00:00:00Z\"}"))).isEmpty();
		assertThat(contract.check(JsonData.of("{\"total\": 0.07, \"lines\": [{\"item\": 1}]}"))).isEmpty();
		List<ContractViolation> violations = contract.check(JsonData.of("""
				{"total": 12.505, "placed": "secret-1", "lines": [{"item": "x"}, {"secret-2": "secret-3"}]}"""));
		assertThat(violations).extracting(ContractViolation::pointer)
			.containsExactlyInAnyOrder("/total", "/placed", "/lines/1");
		assertThat(violations.toString()).doesNotContain("secret").doesNotContain("12.505");
		assertThat(contract.check(JsonData.of("[]"))).extracting(ContractViolation::toString)
			.containsExactly("the data array found, object expected");
	}

	@Test
	void numbersAreComparedByValue() {
		Contract contract = ContractFolder.of(this.folder, """
				{"properties": {"count": {"type": "integer"}, "one": {"const": 1}, "price": {"multipleOf": 0.01}}}""");
		assertThat(contract.check(JsonData.of("{\"count\": 1.0, \"one\": 1.00, \"price\": 4.35}"))).isEmpty();
		assertThat(contract.check(JsonData.of("{\"count\": 1.5}"))).hasSize(1);
		assertThat(contract.check(JsonData.of("{\"price\": 4.355}"))).hasSize(1);
	}

}
