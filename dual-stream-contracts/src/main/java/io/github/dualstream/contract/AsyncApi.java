package io.github.dualstream.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.dualstream.transport.TopicRouting;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * AsyncAPI document of an application: a channel for each topic, a {@code send} operation
 * with the events that the application has contracts for, and a {@code receive} operation
 * for each consumer group with the events that it has consumer contracts for.
 */
public final class AsyncApi {

	private static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

	/** Longer examples are for tests, not for readers. */
	private static final int MAX_EXAMPLE = 10_000;

	private final String application;

	private final String version;

	private final Contracts contracts;

	private final ConsumerContracts needs;

	private final TopicRouting routing;

	private final Supplier<Map<String, Set<String>>> groups;

	/**
	 * Create the document's author.
	 * @param application name of the application
	 * @param version version of the application
	 * @param contracts contracts of publishers; those of other ones are left out
	 * @param needs contracts of consumers; those of other ones are left out
	 * @param routing topics of source types
	 * @param groups topics by consumer group of the application
	 */
	public AsyncApi(String application, String version, Contracts contracts, ConsumerContracts needs,
			TopicRouting routing, Supplier<Map<String, Set<String>>> groups) {
		this.application = application;
		this.version = version;
		this.contracts = contracts;
		this.needs = needs;
		this.routing = routing;
		this.groups = groups;
	}

	/**
	 * Write the document.
	 * @return the document as JSON
	 */
	public String json() {
		return ContractFile.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document());
	}

	/**
	 * Write the document to a file.
	 * @param file the file; its folder is created
	 * @throws IOException if it cannot be written
	 */
	public void write(Path file) throws IOException {
		Path folder = file.toAbsolutePath().getParent();
		if (folder != null) {
			Files.createDirectories(folder);
		}
		Files.writeString(file, json() + System.lineSeparator());
	}

	/**
	 * Number of channels and messages of the document.
	 * @return the numbers by name
	 */
	public Map<String, Integer> summary() {
		ObjectNode document = document();
		return Map.of("channels", document.path("channels").size(), "messages",
				document.path("components").path("messages").size());
	}

	private ObjectNode document() {
		ObjectNode document = JsonNodeFactory.instance.objectNode();
		document.put("asyncapi", "3.0.0");
		document.putObject("info").put("title", this.application).put("version", this.version);
		document.put("defaultContentType", "application/json");
		ObjectNode channels = document.putObject("channels");
		ObjectNode operations = document.putObject("operations");
		ObjectNode components = document.putObject("components");
		Components described = new Components(components.putObject("messages"), components.putObject("schemas"));
		operations().forEach((name, operation) -> {
			ObjectNode messages = channel(channels, operation.topic());
			ObjectNode entry = operations.putObject(name).put("action", operation.action());
			entry.putObject("channel").put("$ref", "#/channels/" + operation.topic());
			ArrayNode references = JsonNodeFactory.instance.arrayNode();
			operation.messages().forEach((key, contract) -> {
				described.add(key, contract);
				messages.putObject(key).put("$ref", "#/components/messages/" + key);
				references.addObject().put("$ref", "#/channels/" + operation.topic() + "/messages/" + key);
			});
			if (!references.isEmpty()) {
				entry.set("messages", references);
			}
		});
		return document;
	}

	private static ObjectNode channel(ObjectNode channels, String topic) {
		if (channels.get(topic) instanceof ObjectNode channel) {
			return channel.withObjectProperty("messages");
		}
		return channels.putObject(topic).put("address", topic).putObject("messages");
	}

	private Map<String, Operation> operations() {
		Map<String, Operation> operations = new TreeMap<>();
		for (Contract contract : this.contracts.all()) {
			String publisher = contract.publisher();
			if (publisher == null || publisher.equals(this.application)) {
				String topic = this.routing.topicOf(contract.sourceType());
				operations.computeIfAbsent("send-" + topic, (name) -> new Operation("send", topic, new TreeMap<>()))
					.messages()
					.put(key(contract), contract);
			}
		}
		this.groups.get()
			.forEach((group, topics) -> new TreeSet<>(topics)
				.forEach((topic) -> operations.put("receive-" + group + "-" + topic, receive(group, topic))));
		return operations;
	}

	private Operation receive(String group, String topic) {
		Map<String, Contract> messages = new TreeMap<>();
		List<ConsumerContract> ofGroup = this.needs.of(group);
		(ofGroup.isEmpty() ? this.needs.of(this.application) : ofGroup).stream()
			.filter((need) -> this.routing.topicOf(need.contract().sourceType()).equals(topic))
			.forEach((need) -> messages.put(key(need.contract()) + "-" + need.consumer(), need.contract()));
		return new Operation("receive", topic, messages);
	}

	private static String key(Contract contract) {
		return contract.type() + "-" + contract.version();
	}

	/**
	 * Operation of the application.
	 *
	 * @param action {@code send} or {@code receive}
	 * @param topic topic of the channel
	 * @param messages contracts by key of the message
	 */
	private record Operation(String action, String topic, Map<String, Contract> messages) {

	}

	/**
	 * Messages and schemas of the document.
	 *
	 * @param messages messages by key
	 * @param schemas schemas by key of the message
	 */
	private record Components(ObjectNode messages, ObjectNode schemas) {

		void add(String key, Contract contract) {
			ObjectNode message = this.messages.putObject(key)
				.put("name", contract.type())
				.put("title", contract.type() + " version " + contract.version())
				.put("contentType", "application/json")
				.put("x-data-version", contract.version())
				.put("x-data-schema", contract.uri());
			message.putObject("payload").put("$ref", "#/components/schemas/" + key);
			ArrayNode examples = JsonNodeFactory.instance.arrayNode();
			contract.examples()
				.stream()
				.filter((example) -> example.data().size() <= MAX_EXAMPLE)
				.map((example) -> ContractFile.JSON.readTree(example.data().bytes()))
				.filter(JsonNode::isObject)
				.forEach((payload) -> examples.addObject().set("payload", payload));
			if (!examples.isEmpty()) {
				message.set("examples", examples);
			}
			ObjectNode schema = this.schemas.putObject(key).put("schemaFormat", SCHEMA_FORMAT);
			schema.set("schema", embedded(contract.jsonSchema(), "#/components/schemas/" + key + "/schema"));
		}

		/** Schema whose references lead to their place in the document. */
		private static JsonNode embedded(JsonSchema schema, String place) {
			JsonNode root = schema.json().deepCopy();
			List<JsonNode> all = new ArrayList<>(List.of(root));
			for (int i = 0; i < all.size(); i++) {
				SubSchemas.visit(all.get(i), JsonPointer.empty(), (pointer, within) -> all.add(within));
			}
			all.stream()
				.flatMap((within) -> (within instanceof ObjectNode object) ? Stream.of(object) : Stream.empty())
				.forEach((within) -> embed(within, schema, place));
			return root;
		}

		private static void embed(ObjectNode within, JsonSchema schema, String place) {
			JsonPointer target = null;
			for (String keyword : SchemaRules.REFERENCES) {
				JsonNode reference = within.remove(keyword);
				target = (reference != null) ? schema.target(reference.asString()) : target;
			}
			if (target != null) {
				within.put("$ref", place + target);
			}
			within.remove(List.of("$id", "$schema", "$anchor", "$dynamicAnchor"));
		}

	}

}
