package io.github.dualstream.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.JsonData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Contracts that are broken, or meant to do harm, and data that is.
 */
class HostileContractTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					``                                        | is no JSON Schema: it is empty
					[]                                        | is no JSON Schema: it is no JSON object
					"schema"                                  | is no JSON Schema: it is no JSON object
					null                                      | is no JSON Schema: it is no JSON object
					{"type": "object"                         | is not JSON
					{"type": "object"} {}                     | is not JSON
					{"type": "object", "type": "array"}       | is not JSON
					{"type": "strnig"}                        | '/type'
					{"required": "total"}                     | '/required'
					{"properties": {"total": 1}}              | '/properties/total'
					{"minimum": "1"}                          | '/minimum'
					{"$schema": "http://json-schema.org/draft-07/schema#"} | has the $schema http://json-schema.org/draft-07/schema#
					{"$id": "orders"}                         | $id
					{"x-source-type": "no name"}              | source type
					{"properties": {"total": {"$id": "https://example.com/total"}}} | has an $id at '/properties/total'
					""")
	void whenItIsNoSchemaThenTheFileAndTheProblemAreNamed(String schema, String problem) {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> ContractFolder.of(this.folder, schema))
			.withMessageContaining("order.placed/1.schema.json")
			.withMessageContaining(problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/money.json", "http://localhost/money.json#/$defs/money",
			"file:///etc/passwd", "classpath:/META-INF/other.json", "money.schema.json", "//example.com/x",
			"https://json-schema.org/draft/2020-12/schema" })
	void whenAReferenceLeadsToAnotherDocumentThenFileAndReferenceAreNamed(String reference) {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> ContractFolder.of(this.folder,
					"{\"properties\": {\"total\": {\"$ref\": \"" + reference + "\"}}}"))
			.withMessageContaining("order.placed/1.schema.json")
			.withMessageContaining("has a $ref to another document at '/properties/total': " + reference);
	}

	@ParameterizedTest
	@ValueSource(strings = { "$ref", "$dynamicRef" })
	void whatAReferenceLeadsToIsNeverFetched(String keyword) throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String reference = "http://localhost:" + server.getLocalPort() + "/money.json";
			assertThatThrownBy(() -> ContractFolder.of(this.folder, "{\"" + keyword + "\": \"" + reference + "\"}"))
				.isInstanceOf(InvalidContractException.class)
				.hasMessageContaining(reference);
			// the same below a base of that server
			assertThatThrownBy(() -> ContractFolder.of(this.folder.resolve("base"),
					"{\"$id\": \"" + reference + "\", \"" + keyword + "\": \"other.json\"}"))
				.isInstanceOf(InvalidContractException.class)
				.hasMessageContaining("other.json");
			server.setSoTimeout(1);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "#/$defs/absent", "#absent", "#/properties", "#/enum/0", "#/%zz" })
	void whenAReferenceLeadsToNoSchemaThenItIsNamed(String reference) {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> ContractFolder.of(this.folder,
					"{\"enum\": [{}], \"properties\": {\"total\": {\"$ref\": \"" + reference + "\"}}}"))
			.withMessageContaining("order.placed/1.schema.json");
	}

	@Test
	void whatLooksLikeAReferenceInDataIsNone() {
		Contract contract = ContractFolder.of(this.folder, """
				{"properties": {"$ref": {"const": {"$ref": "https://example.com"}},
				                "default": {"enum": [{"$id": "a"}]}},
				 "examples": [{"$ref": "https://example.com"}]}""");
		assertThat(contract.check(JsonData.of("{\"$ref\": {\"$ref\": \"https://example.com\"}}"))).isEmpty();
		assertThat(contract.check(JsonData.of("{\"$ref\": 1}"))).hasSize(1);
	}

	@Test
	void whenASchemaIsRecursiveThenDataAreChecked() {
		Contract contract = ContractFolder.of(this.folder, """
				{"$ref": "#tree", "$defs": {"tree": {"$anchor": "tree", "type": "object", "required": ["name"],
				 "properties": {"name": {"type": "string"}, "children": {"items": {"$ref": "#/$defs/tree"}}}}}}""");
		assertThat(contract.check(JsonData.of("{\"name\": \"a\", \"children\": [{\"name\": \"b\"}]}"))).isEmpty();
		assertThat(contract.check(JsonData.of("{\"name\": \"a\", \"children\": [{\"children\": []}]}")))
			.extracting(ContractViolation::pointer)
			.containsExactly("/children/0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"$ref\": \"#\"}", "{\"allOf\": [{\"$ref\": \"#\"}]}",
			"{\"properties\": {\"a\": {\"$ref\": \"#/$defs/b\"}},"
					+ " \"$defs\": {\"b\": {\"anyOf\": [true, {\"$ref\": \"#/$defs/c\"}]},"
					+ " \"c\": {\"not\": {\"$ref\": \"#/$defs/b\"}}}}" })
	void whenASchemaRefersToItselfWithoutEndThenTheFileIsNamed(String schema) {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> ContractFolder.of(this.folder, schema))
			.withMessageContaining("order.placed/1.schema.json refers to itself without end");
	}

	@Test
	void deepDataAreChecked() {
		Contract contract = ContractFolder.of(this.folder,
				"{\"properties\": {\"a\": {\"$ref\": \"#\"}, \"b\": {\"type\": \"number\"}}}");
		int depth = 499;
		assertThat(contract.check(JsonData.of("{\"a\":".repeat(depth) + "{\"b\":1}" + "}".repeat(depth)))).isEmpty();
		assertThat(contract.check(JsonData.of("{\"a\":".repeat(depth) + "{\"b\":\"\"}" + "}".repeat(depth))))
			.hasSize(1);
	}

	@Test
	void whenASchemaIsNestedTooDeeplyThenTheFileIsNamed() {
		int depth = 100_000;
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> ContractFolder.of(this.folder, "{\"not\":".repeat(depth) + "{}" + "}".repeat(depth)))
			.withMessageContaining("order.placed/1.schema.json");
	}

	@Test
	void whenAStackIsShortThenDeepDataAreAViolationAtWorst() throws InterruptedException {
		Contract contract = ContractFolder.of(this.folder, "{\"properties\": {\"a\": {\"$ref\": \"#\"}}}");
		int depth = 499;
		JsonData data = JsonData.of("{\"a\":".repeat(depth) + "{}" + "}".repeat(depth));
		Throwable[] thrown = new Throwable[1];
		Thread thread = new Thread(null, () -> contract.check(data), "short", 180_000);
		thread.setUncaughtExceptionHandler((failed, ex) -> thrown[0] = ex);
		thread.start();
		thread.join();
		assertThat(thrown[0]).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "^(a+)+$", "^(a|aa)+$", "(.*a){20}$" })
	void whenAPatternCouldBacktrackThenItMatchesInLinearTime(String pattern) {
		Contract contract = ContractFolder.of(this.folder,
				"{\"pattern\": \"" + pattern + "\", \"patternProperties\": {\"" + pattern + "\": false}}");
		String text = "a".repeat(40_000) + "b";
		assertTimeoutPreemptively(SOON, () -> {
			assertThat(contract.check(JsonData.of("\"" + text + "\""))).hasSize(1);
			assertThat(contract.check(JsonData.of("{\"" + text + "\": 1}"))).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"pattern\": \"(?=a)b\"}", "{\"pattern\": \"(a)\\\\1\"}", "{\"pattern\": \"(\"}",
			"{\"patternProperties\": {\"(?<!a)b\": true}}", "{\"pattern\": \"a{2000}\"}" })
	void whenAPatternIsNotSupportedThenTheFileIsNamed(String schema) {
		assertThatExceptionOfType(InvalidContractException.class)
			.isThrownBy(() -> ContractFolder.of(this.folder, schema))
			.withMessageContaining("order.placed/1.schema.json");
	}

	@Test
	void whenAlternativesMultiplyAtEachLevelThenTheCheckEnds() {
		String schema = "{\"$defs\": {" + IntStream.range(0, 40)
			.mapToObj((i) -> "\"d" + i + "\": {\"allOf\": [{\"$ref\": \"#/$defs/d" + (i + 1)
					+ "\"}, {\"$ref\": \"#/$defs/d" + (i + 1) + "\"}]}")
			.collect(Collectors.joining(",")) + ", \"d40\": {\"type\": \"object\"}}, \"$ref\": \"#/$defs/d0\"}";
		Contract contract = ContractFolder.of(this.folder, schema);
		assertTimeoutPreemptively(SOON, () -> assertThat(contract.check(JsonData.of("{}"))).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).contains("steps")));
	}

	@Test
	void whenDataMultiplyTheStepsThenTheCheckEnds() {
		Contract contract = ContractFolder.of(this.folder,
				"{\"properties\": {\"a\": {\"anyOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}}, \"required\": [\"b\"]}");
		int depth = 100;
		JsonData data = JsonData.of("{\"a\":".repeat(depth) + "{}" + "}".repeat(depth));
		assertTimeoutPreemptively(SOON, () -> assertThat(contract.check(data)).isNotEmpty());
	}

	@Test
	void whenALargeEventViolatesItEverywhereThenTheReportIsShort() {
		Contract contract = ContractFolder.of(this.folder, "{\"items\": {\"type\": \"string\"}}");
		JsonData data = JsonData.of("[" + "1,".repeat(100_000) + "1]");
		assertTimeout(SOON, () -> assertThat(contract.check(data)).hasSize(100));
	}

	@Test
	void numbersThatNoSchemaCanReadAreAViolation() {
		Contract contract = ContractFolder.of(this.folder, "{\"type\": \"number\", \"multipleOf\": 0.1}");
		assertThat(contract.check(JsonData.of("1e999999"))).isNotNull();
		assertThat(contract.jsonSchema().check("1".repeat(2_000).getBytes(StandardCharsets.UTF_8))).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).contains("cannot be read"));
	}

}
