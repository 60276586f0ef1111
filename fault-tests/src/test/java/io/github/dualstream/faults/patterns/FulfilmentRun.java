package io.github.dualstream.faults.patterns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.faults.KafkaLog;
import io.github.dualstream.faults.KillStorm;
import io.github.dualstream.faults.ServiceJvm;
import io.github.dualstream.harness.history.Duplicates;
import io.github.dualstream.harness.history.IssuedStep;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.harness.history.ProjectedView;
import io.github.dualstream.harness.history.SagaSteps;
import io.github.dualstream.harness.history.ViewRead;
import io.github.dualstream.harness.history.Violation;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.test.KafkaServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services that place and fulfil orders, readers of their view, and what became of both.
 */
final class FulfilmentRun implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final JsonMapper JSON = new JsonMapper();

	/** Steps that a saga has issued when it has ended. */
	private static final Map<String, List<String>> PROMISED = Map.of(SagaStatus.COMPLETED.name(),
			List.of("charge", "shipment"), SagaStatus.COMPENSATED.name(), List.of("charge", "refund"));

	private final Random random = new Random();

	private final HttpClient http = HttpClient.newHttpClient();

	private final List<ApplicationProcess> services = new ArrayList<>();

	private final List<ViewRead> reads = Collections.synchronizedList(new ArrayList<>());

	private final List<CompletableFuture<Void>> readers = new ArrayList<>();

	private final FulfilmentDatabase database;

	private final KafkaServer kafka;

	private final String topic;

	private volatile boolean reading = true;

	FulfilmentRun(FulfilmentDatabase database, KafkaServer kafka, String topic) {
		this.database = database;
		this.kafka = kafka;
		this.topic = topic;
	}

	ApplicationProcess service(String... properties) {
		Map<String, String> all = new TreeMap<>();
		all.put("spring.datasource.url", this.database.server().jdbcUrl());
		all.put("spring.kafka.bootstrap-servers", this.kafka.bootstrapServers());
		// the shortest that a broker allows, so that the group soon notices a kill
		all.put("spring.kafka.consumer.properties.session.timeout.ms", "6000");
		all.put("spring.kafka.consumer.properties.heartbeat.interval.ms", "1000");
		all.put("management.endpoints.web.exposure.include", "dualstream");
		all.put("dual-stream.kafka.topic", this.topic);
		all.put("dual-stream.topics." + this.topic + ".partitions", "3");
		all.put("dual-stream.redis.enabled", "false");
		all.put("dual-stream.outbox.enabled", "true");
		all.put("dual-stream.outbox.initialize-schema", "always");
		all.put("dual-stream.outbox.relay.lease", "2s");
		all.put("dual-stream.projections.initialize-schema", "always");
		all.put("dual-stream.consumer.retry.initial-delay", "50ms");
		all.put("dual-stream.consumer.retry.max-delay", "500ms");
		all.put("dual-stream.saga.stuck-after", "5s");
		for (String property : properties) {
			all.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
		}
		ApplicationProcess service = ApplicationProcess.start(FulfilmentApplication.class, ServiceJvm.OPTIONS, all);
		this.services.add(service);
		return service;
	}

	KillStorm storm() {
		return new KillStorm(List.of(service(), service()), this::awaitSteps);
	}

	/** Waits until the sagas have made some more steps, which may be none. */
	void awaitSteps() {
		long target = this.database.steps() + this.random.nextInt(40);
		await().atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.database.steps() >= target);
	}

	/** Reads the view, until the end of the run. */
	void read(String reader) {
		FulfilmentDatabase.ViewReader view = this.database.reader(reader);
		this.readers.add(CompletableFuture.runAsync(() -> {
			while (this.reading) {
				try {
					this.reads.addAll(view.read());
				}
				catch (DataAccessException ex) {
					// the first service has not made the tables yet
					assertThat(this.reads).isEmpty();
				}
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			}
		}));
	}

	/** Waits until readers have seen that the view was rebuilt. */
	void awaitRebuild() {
		await().atMost(PATIENCE).until(() -> generations(List.copyOf(this.reads)) > 1);
	}

	private static long generations(List<ViewRead> reads) {
		return reads.stream().map(ViewRead::generation).distinct().count();
	}

	/** No more orders: a last service completes what was begun. */
	void finish() {
		this.services.forEach(ApplicationProcess::kill);
		ApplicationProcess last = service("fulfilment.working=false");
		await("all that was committed is in the log").atMost(PATIENCE).until(() -> this.database.waiting() == 0);
		await("each order has a saga that has ended, or is visible as stuck since its steps always fail")
			.atMost(PATIENCE)
			.pollInterval(Duration.ofSeconds(1))
			.untilAsserted(() -> {
				assertThat(unfulfilled(ends(last))).isEmpty();
				assertThat(this.database.waiting()).isZero();
			});
		Map<Integer, Long> logged = new HashMap<>();
		log().forEach((record) -> logged.merge(record.partition(), record.offset() + 1, Math::max));
		await("the view has all events").atMost(PATIENCE)
			.until(() -> this.database.isViewAlone() && isAtLeast(this.database.checkpoints(), logged));
		check(ends(last));
	}

	/** Orders whose saga has neither ended nor is stuck as it has to be. */
	private List<String> unfulfilled(Map<String, String> ends) {
		Set<String> poisoned = this.database.orders(OrderKind.POISONED);
		return this.database.orders()
			.stream()
			.filter((order) -> poisoned.contains(order) ? !SagaSteps.STUCK.equals(ends.get(order))
					: !PROMISED.containsKey(ends.getOrDefault(order, "")))
			.map((order) -> order + (poisoned.contains(order) ? ", poisoned: " : ": ") + ends.get(order))
			.toList();
	}

	private static boolean isAtLeast(Map<Integer, Long> checkpoints, Map<Integer, Long> logged) {
		return logged.entrySet()
			.stream()
			.allMatch((partition) -> checkpoints.getOrDefault(partition.getKey(), 0L) >= partition.getValue());
	}

	private void check(Map<String, String> ends) {
		this.reading = false;
		this.readers.forEach(CompletableFuture::join);
		List<LogRecord> log = log();
		List<LogRecord> projected = log.stream()
			.filter((record) -> record.source().startsWith("order:") || record.source().startsWith("payment:"))
			.toList();
		List<ViewRead> reads = List.copyOf(this.reads);
		System.out.printf(
				"%s: %d records, %d duplicates; view: %d reads of %d generations, %d events awaited; sagas: %s%n",
				this.topic, log.size(), Duplicates.count(log), reads.size(), generations(reads),
				this.database.awaited().size(), SagaSteps.count(ends));
		List<Violation> violations = new ArrayList<>();
		violations.addAll(ProjectedView.check(projected, this.database.effects(), reads, this.database.awaited()));
		violations.addAll(SagaSteps.check(this.database.orders(), ends, PROMISED, steps(log)));
		assertThat(violations).isEmpty();
		assertThat(SagaSteps.count(ends)).containsKeys(SagaStatus.COMPLETED.name(), SagaStatus.COMPENSATED.name());
		assertThat(this.database.awaited()).isNotEmpty();
		assertThat(generations(reads)).isGreaterThan(1);
	}

	private List<LogRecord> log() {
		return KafkaLog.readAll(this.kafka.bootstrapServers(), this.topic);
	}

	private static List<IssuedStep> steps(List<LogRecord> log) {
		List<IssuedStep> steps = new ArrayList<>();
		for (LogRecord record : log) {
			if (record.source().startsWith(Fulfilment.STEP + ":")) {
				int end = record.event().indexOf('/');
				steps.add(new IssuedStep(record.source().substring(Fulfilment.STEP.length() + 1),
						record.event().substring(0, end), record.event()));
			}
		}
		return steps;
	}

	/**
	 * State of each saga; of those that run, whether an operator sees that they are
	 * stuck.
	 */
	private Map<String, String> ends(ApplicationProcess service) {
		Map<String, String> ends = this.database.sagas();
		Set<String> stuck = stuck(service);
		ends.replaceAll((saga, state) -> (state.equals(SagaStatus.RUNNING.name()) && stuck.contains(saga))
				? SagaSteps.STUCK : state);
		return ends;
	}

	private Set<String> stuck(ApplicationProcess service) {
		Set<String> stuck = new HashSet<>();
		for (JsonNode saga : get(service, "/actuator/dualstream/sagas").path("firstStuck")) {
			String key = saga.path("saga").asString();
			stuck.add(key.substring(key.indexOf(':') + 1));
		}
		return stuck;
	}

	private JsonNode get(ApplicationProcess service, String path) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
			.timeout(PATIENCE)
			.build();
		try {
			HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).as(path).isEqualTo(200);
			return JSON.readTree(answer.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(service.output(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.reading = false;
		this.services.forEach(ApplicationProcess::close);
	}

}
