package io.github.dualstream.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.harness.history.HistoryReader;
import io.github.dualstream.harness.history.Operation;
import io.github.dualstream.harness.history.Phase;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application under test, seen from the test. It publishes from its start on, to a
 * topic of its own name where it is not told another.
 */
final class Service implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final List<Sample> samples = new ArrayList<>();

	private final ApplicationProcess process;

	private final Path history;

	private Service(ApplicationProcess process, Path history) {
		this.process = process;
		this.history = history;
	}

	static Service start(Path folder, String name, Map<String, String> properties) {
		return start(folder, name, name, properties);
	}

	static Service start(Path folder, String name, String topic, Map<String, String> properties) {
		Path history = folder.resolve(name + ".jsonl");
		Map<String, String> all = new TreeMap<>();
		all.put("workload.process", name);
		all.put("workload.history", history.toString());
		all.put("dual-stream.kafka.topic", topic);
		all.put("dual-stream.topics." + topic + ".partitions", "3");
		all.put("management.endpoint.health.show-details", "always");
		all.putAll(properties);
		return new Service(ApplicationProcess.start(WorkloadApplication.class, ServiceJvm.OPTIONS, all), history);
	}

	ApplicationProcess process() {
		return this.process;
	}

	Path history() {
		return this.history;
	}

	List<Sample> samples() {
		return List.copyOf(this.samples);
	}

	List<Operation> operations() {
		return Operation.of(HistoryReader.read(List.of(this.history)));
	}

	/** How many publishes were not acknowledged so far. */
	long failures() {
		return operations().stream().filter((operation) -> operation.error() != null).count();
	}

	Sample sample() {
		Sample sample = JSON.readValue(send(request("/sample").GET()).body(), Sample.class);
		this.samples.add(sample);
		return sample;
	}

	/**
	 * Samples what the heap really holds.
	 */
	Sample sampleHeap() {
		post("/collect-garbage");
		return sample();
	}

	HttpResponse<String> health() {
		return send(request("/actuator/health").GET());
	}

	/**
	 * Waits until so many more publishes are acknowledged.
	 * @return the time from its begin to its end
	 */
	Phase phase(String name, int acknowledgements) {
		long from = System.nanoTime();
		long target = sample().acknowledged() + acknowledgements;
		await(name).atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> sample().acknowledged() >= target);
		return new Phase(name, from, System.nanoTime());
	}

	/**
	 * Stops publishing and waits until every publish and every notification has its
	 * outcome.
	 */
	void finish() {
		post("/stop");
		sampleHeap();
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			Sample sample = sample();
			assertThat(sample.resources().queue()).isZero();
			assertThat(sample.notifications().total()).as("notifications accounted for: %s", sample)
				.isEqualTo(sample.acknowledged());
		});
	}

	@Override
	public void close() {
		this.process.close();
	}

	private void post(String path) {
		HttpResponse<String> answer = send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.process.port() + path)).timeout(PATIENCE);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.process.output(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
