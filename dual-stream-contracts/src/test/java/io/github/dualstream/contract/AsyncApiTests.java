package io.github.dualstream.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AsyncApi}, against the schema of AsyncAPI 3.
 */
class AsyncApiTests {

	@TempDir
	private Path folder;

	private AsyncApi orders() {
		Contracts contracts = new ContractFolder().with("order.placed/1.schema.json", """
				{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/order",
				 "type": "object", "properties": {"total": {"$ref": "#/$defs/money"}, "parts": {"$ref": "#parts"}},
				 "$defs": {"money": {"type": "number"}, "all": {"$anchor": "parts", "items": {"$ref": "#"}}},
				 "examples": [{"$ref": "#/data"}]}""")
			.with("order.placed/1.example.json", "{\"total\": 12.50}")
			.with("order.placed/1.example-large.json", "{\"item\": \"" + "x".repeat(10_000) + "\"}")
			.with("order.placed/2.schema.json", "{\"type\": \"object\"}")
			.with("payment.received/1.schema.json", "{\"x-publisher\": \"payments\"}")
			.with("user.registered/1.schema.json", "{\"x-source-type\": \"account\", \"x-publisher\": \"orders\"}")
			.load(this.folder.resolve("contracts"));
		ConsumerContracts needs = ConsumerContracts
			.load(new ContractFolder().with("orders/payment.received/1.schema.json", "{\"required\": [\"amount\"]}")
				.with("audit/order.placed/1.schema.json", "{\"type\": \"object\"}")
				.with("others/order.placed/1.schema.json", "{\"type\": \"object\"}")
				.write(this.folder.resolve("consumers")));
		return new AsyncApi("orders", "1.2.3", contracts, needs,
				new TopicRouting("events", Map.of("order", "orders", "payment", "payments")),
				() -> Map.of("orders", Set.of("payments"), "audit", Set.of("orders", "events")));
	}

	private static JsonNode json(AsyncApi asyncApi) {
		return JsonMapper.shared().readTree(asyncApi.json());
	}

	@Test
	void theDocumentHasWhatTheApplicationPublishesAndConsumes() {
		JsonNode document = json(orders());
		assertThat(document.at("/info").toString()).isEqualTo("{\"title\":\"orders\",\"version\":\"1.2.3\"}");
		assertThat(document.at("/channels").propertyNames()).containsExactlyInAnyOrder("orders", "events", "payments");
		assertThat(document.at("/operations").propertyNames()).containsExactlyInAnyOrder("send-orders", "send-events",
				"receive-audit-orders", "receive-audit-events", "receive-orders-payments");
		assertThat(references(document.at("/operations/send-orders/messages")))
			.containsExactly("#/channels/orders/messages/order.placed-1", "#/channels/orders/messages/order.placed-2");
		assertThat(references(document.at("/operations/send-events/messages")))
			.containsExactly("#/channels/events/messages/user.registered-1");
		assertThat(references(document.at("/operations/receive-orders-payments/messages")))
			.containsExactly("#/channels/payments/messages/payment.received-1-orders");
		assertThat(references(document.at("/operations/receive-audit-orders/messages")))
			.containsExactly("#/channels/orders/messages/order.placed-1-audit");
		assertThat(document.at("/operations/receive-audit-events").has("messages")).isFalse();
		assertThat(document.at("/components/messages/order.placed-1/x-data-schema").asString())
			.isEqualTo("https://example.com/order");
		assertThat(document.at("/components/messages/order.placed-1/examples").toString())
			.isEqualTo("[{\"payload\":{\"total\":12.5}}]");
		assertThat(orders().summary()).isEqualTo(Map.of("channels", 3, "messages", 5));
	}

	private static List<String> references(JsonNode list) {
		return list.valueStream().map((reference) -> reference.get("$ref").asString()).toList();
	}

	@Test
	void everyReferenceLeadsToItsPlaceInTheDocument() {
		JsonNode document = json(orders());
		List<JsonNode> references = document.findValues("$ref");
		assertThat(references).hasSizeGreaterThan(10)
			.filteredOn((reference) -> !reference.asString().equals("#/data"))
			.allSatisfy((reference) -> assertThat(document.at(reference.asString().substring(1)).isMissingNode())
				.as(reference.asString())
				.isFalse());
		JsonNode schema = document.at("/components/schemas/order.placed-1/schema");
		assertThat(document.at(schema.at("/properties/total/$ref").asString().substring(1)).toString())
			.isEqualTo("{\"type\":\"number\"}");
		assertThat(schema.at("/$defs/all/items/$ref").asString())
			.isEqualTo("#/components/schemas/order.placed-1/schema");
		assertThat(schema.at("/examples/0/$ref").asString()).isEqualTo("#/data");
		assertThat(schema.has("$id")).isFalse();
	}

	@Test
	void theDocumentIsValidAsyncApi() throws IOException, InterruptedException {
		SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
		List<Error> errors = registry.getSchema(AsyncApiSpecification.read()).validate(json(orders()));
		assertThat(errors).isEmpty();
		JsonNode broken = JsonMapper.shared().readTree(orders().json().replace("\"send\"", "\"publish\""));
		assertThat(registry.getSchema(AsyncApiSpecification.read()).validate(broken)).isNotEmpty();
	}

	@Test
	void theDocumentIsWrittenToAFile() throws IOException {
		Path file = this.folder.resolve("new/asyncapi.json");
		orders().write(file);
		assertThat(Files.readString(file)).isEqualToIgnoringNewLines(orders().json());
	}

	@Test
	void anApplicationWithoutContractsHasADocument() {
		Contracts none = Contracts.load(ContractFolder.classLoader());
		AsyncApi asyncApi = new AsyncApi("empty", "0", none, ConsumerContracts.load(ContractFolder.classLoader()),
				new TopicRouting("events", Map.of()), Map::of);
		assertThat(json(asyncApi).at("/channels")).isEmpty();
	}

	/**
	 * Schema of AsyncAPI, as the npm package of its authors has it. npm puts it into
	 * {@code target}; without npm, the test is skipped.
	 */
	private static final class AsyncApiSpecification {

		private static final String VERSION = "6.11.1";

		private static final Path FOLDER = Path.of("target", "asyncapi-specs-" + VERSION);

		private static final Path FILE = FOLDER.resolve("node_modules/@asyncapi/specs/schemas/3.0.0.json");

		static JsonNode read() throws IOException, InterruptedException {
			if (!Files.exists(FILE)) {
				install();
			}
			return JsonMapper.shared().readTree(Files.readAllBytes(FILE));
		}

		private static void install() throws IOException, InterruptedException {
			Files.createDirectories(FOLDER);
			Process npm = npm();
			try (InputStream output = npm.getInputStream()) {
				String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
				if (npm.waitFor() != 0) {
					throw new TestAbortedException("Skipped, as npm cannot install @asyncapi/specs: " + text);
				}
			}
		}

		private static Process npm() {
			try {
				return new ProcessBuilder("npm", "install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund",
						"--prefix", FOLDER.toString(), "@asyncapi/specs@" + VERSION)
					.redirectErrorStream(true)
					.start();
			}
			catch (IOException ex) {
				throw new TestAbortedException("Skipped, as there is no npm to install @asyncapi/specs with", ex);
			}
		}

	}

}
