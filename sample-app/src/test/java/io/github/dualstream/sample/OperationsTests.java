package io.github.dualstream.sample;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The dashboard and the alerts, against the meters of the running sample.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "dual-stream.heartbeat.send=true", "dual-stream.heartbeat.watch=sample-app",
				"dual-stream.heartbeat.interval=200ms", "dual-stream.consumer.lag.interval=200ms" })
@DualStreamServers
@Timeout(120)
class OperationsTests {

	private static final Path OPERATIONS = Path.of("..", "operations");

	private static final Pattern SELECTOR = Pattern.compile("(dual_stream_\\w+)(?:\\{([^}]*)})?");

	private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");

	private static final Pattern SAMPLE = Pattern.compile("(?m)^(dual_stream_\\w+)(?:\\{(.*)})? \\S+$");

	/** Labels that Prometheus adds. */
	private static final Set<String> TARGET = Set.of("job", "instance");

	@LocalServerPort
	private int port;

	@Autowired
	private DualStreamPublisher publisher;

	@Test
	void everyQueryNamesAMeterAndLabelsThatExist() throws IOException {
		this.publisher.publish(Event.of("repo", "octocat/hello-world", "github.push", Map.of()));
		new SampleClient(this.port).post("/orders", "{\"item\": \"blue bell\", \"total\": 5}");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> Stream
				.of("dual_stream_heartbeat_round_trip_seconds_count", "dual_stream_consumer_lag_records",
						"dual_stream_consumer_handling_seconds_count", "dual_stream_saga_events_total")
				.allMatch(exposition()::contains));
		Map<String, Set<String>> meters = meters(exposition());
		List<String> queries = queries();
		assertThat(queries).hasSizeGreaterThan(30);
		for (String query : queries) {
			Matcher selector = SELECTOR.matcher(query);
			int selectors = 0;
			for (; selector.find(); selectors++) {
				assertThat(meters).as(query).containsKey(selector.group(1));
				assertThat(known(meters.get(selector.group(1)))).as(query).containsAll(labels(selector.group(2)));
			}
			assertThat(selectors).as(query).isPositive();
		}
	}

	@Test
	void everyMeterOfTheLibraryIsOnTheDashboardAndInTheReference() throws IOException {
		this.publisher.publish(Event.of("repo", "octocat/hello-world", "github.push", Map.of()));
		String dashboard = String.join("\n", dashboard());
		String reference = Files.readString(Path.of("..", "docs", "meter-reference.md"));
		assertThat(meters(exposition()).keySet()).filteredOn((meter) -> !meter.startsWith("dual_stream_publish_active"))
			.allSatisfy((meter) -> assertThat(dashboard).contains(meter))
			.allSatisfy((meter) -> assertThat(reference)
				.contains("`" + meter.replaceFirst("_seconds_(count|sum|max|bucket)$", "_seconds") + "`"));
	}

	@Test
	void everyQueryIsPromql(@TempDir Path folder) throws Exception {
		List<Map<String, String>> rules = queries().stream()
			.filter((query) -> !query.startsWith("label_values("))
			.map((query) -> query.replace("$__rate_interval", "1m"))
			.map((query) -> Map.of("record", "checked", "expr", query))
			.toList();
		Path file = Files.writeString(folder.resolve("queries.yml"),
				new Yaml().dump(Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)))));
		assertThat(promtool("check", "rules", "--lint=none", file.toString())).contains(rules.size() + " rules found");
	}

	@Test
	void alertsFireWhenTheyShould() throws Exception {
		String alerts = OPERATIONS.resolve("prometheus-alerts.yml").toString();
		assertThat(promtool("check", "rules", alerts)).contains("SUCCESS");
		assertThat(promtool("test", "rules", OPERATIONS.resolve("prometheus-alerts-tests.yml").toString()))
			.contains("SUCCESS");
	}

	@Test
	void everyAlertHasATest() throws IOException {
		String tests = Files.readString(OPERATIONS.resolve("prometheus-alerts-tests.yml"));
		assertThat(alerts()).extracting((alert) -> alert.get("alert").toString())
			.hasSizeGreaterThan(5)
			.allSatisfy((name) -> assertThat(tests).containsPattern(name + "\\s+exp_alerts"));
	}

	private static String promtool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("promtool"));
		command.addAll(List.of(arguments));
		Assumptions.assumeTrue(isInstalled(), "promtool is not installed");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	private static boolean isInstalled() {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, "promtool")));
	}

	private String exposition() {
		return RestClient.create()
			.get()
			.uri("http://localhost:" + this.port + "/actuator/prometheus")
			.retrieve()
			.body(String.class);
	}

	private static Map<String, Set<String>> meters(String exposition) {
		Map<String, Set<String>> meters = new HashMap<>();
		Matcher sample = SAMPLE.matcher(exposition);
		while (sample.find()) {
			meters.computeIfAbsent(sample.group(1), (name) -> new HashSet<>()).addAll(labels(sample.group(2)));
		}
		return meters;
	}

	private static Set<String> known(Set<String> labels) {
		Set<String> known = new HashSet<>(labels);
		known.addAll(TARGET);
		return known;
	}

	private static Set<String> labels(String selector) {
		Set<String> labels = new HashSet<>();
		Matcher label = LABEL.matcher((selector != null) ? selector : "");
		while (label.find()) {
			labels.add(label.group(1));
		}
		return labels;
	}

	private static List<String> queries() throws IOException {
		List<String> queries = dashboard();
		alerts().forEach((alert) -> queries.add(alert.get("expr").toString()));
		return queries;
	}

	private static List<String> dashboard() throws IOException {
		JsonNode dashboard = JsonMapper.shared()
			.readTree(Files.readString(OPERATIONS.resolve("grafana-dashboard.json")));
		List<String> queries = new ArrayList<>();
		dashboard.findValues("expr").forEach((query) -> queries.add(query.stringValue()));
		dashboard.findValues("definition").forEach((query) -> queries.add(query.stringValue()));
		return queries;
	}

	private static List<Map<String, Object>> alerts() throws IOException {
		Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml()
			.load(Files.readString(OPERATIONS.resolve("prometheus-alerts.yml")));
		return file.get("groups").get(0).get("rules");
	}

}
