package io.github.dualstream.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.harness.history.EntryKind;
import io.github.dualstream.harness.history.FeedDeliveries;
import io.github.dualstream.harness.history.HistoryEntry;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.harness.history.Violation;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway, its clients, and somebody who publishes; each in a process of its own but
 * for the clients. The clients are there before the first event.
 */
final class FeedRun implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int CLIENTS = 20;

	private static final int THREADS = 4;

	private static final int SOURCES = 5;

	private final Random random = new Random(CLIENTS);

	private final List<FeedClient> clients = new ArrayList<>();

	private final List<LogRecord> expired = new ArrayList<>();

	private final String topic;

	private final Supplier<List<LogRecord>> log;

	private final ApplicationProcess gateway;

	private final Service publisher;

	FeedRun(Path folder, String topic, Map<String, String> servers) {
		this(folder, topic, servers, () -> KafkaLog.readAll(servers.get("spring.kafka.bootstrap-servers"), topic));
	}

	FeedRun(Path folder, String topic, Map<String, String> servers, Supplier<List<LogRecord>> log) {
		this.topic = topic;
		this.log = log;
		this.gateway = startGateway(servers);
		IntStream.range(0, CLIENTS)
			.forEach((i) -> this.clients
				.add(FeedClient.start("client-" + i, this.gateway.port(), sources(i % THREADS, 1 + i % SOURCES))));
		await("everybody is connected").atMost(PATIENCE)
			.until(() -> this.clients.stream().allMatch((client) -> client.connections() == 1));
		this.publisher = Service.start(folder, topic, servers);
	}

	private ApplicationProcess startGateway(Map<String, String> servers) {
		Map<String, String> properties = new HashMap<>(servers);
		properties.put("dual-stream.kafka.topic", this.topic);
		properties.put("dual-stream.topics." + this.topic + ".partitions", "3");
		properties.put("dual-stream.web.enabled", "true");
		properties.put("dual-stream.web.allow-anonymous", "true");
		return ApplicationProcess.start(GatewayApplication.class, ServiceJvm.OPTIONS, properties);
	}

	private List<String> sources(int thread, int number) {
		return IntStream.range(0, number).mapToObj((i) -> "order:" + this.topic + "-" + thread + "-" + i).toList();
	}

	ApplicationProcess gateway() {
		return this.gateway;
	}

	Service publisher() {
		return this.publisher;
	}

	/** Wait until so many more events are published, and clients get some of them. */
	void flow(String when, int events) {
		List<Long> before = deliveries();
		this.publisher.phase(when, events);
		await("everybody gets events when " + when).atMost(PATIENCE)
			.until(() -> IntStream.range(0, CLIENTS).allMatch((i) -> deliveries().get(i) > before.get(i)));
	}

	private List<Long> deliveries() {
		return this.clients.stream().map((client) -> client.count(EntryKind.DELIVERED)).toList();
	}

	private int connections() {
		return this.clients.stream().mapToInt(FeedClient::connections).sum();
	}

	void dropSome() throws IOException {
		for (FeedClient client : this.clients) {
			if (this.random.nextBoolean()) {
				client.drop();
			}
		}
	}

	/** Let publishing go on for a while, and forget all of the log up to there. */
	void expire(Admin admin, int events) throws Exception {
		this.publisher.phase("before it expires", events);
		List<LogRecord> log = this.log.get();
		Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
		log.forEach((record) -> all.put(new TopicPartition(this.topic, record.partition()),
				RecordsToDelete.beforeOffset(record.offset() + 1)));
		admin.deleteRecords(all).all().get();
		this.expired.addAll(log);
	}

	void awaitResets(String reason) {
		await("everybody is told: " + reason).atMost(PATIENCE)
			.until(() -> this.clients.stream()
				.allMatch((client) -> client.history()
					.stream()
					.anyMatch((entry) -> entry.kind() == EntryKind.RESET && entry.detail().contains(reason))));
	}

	/**
	 * Stop publishing, wait until the clients have what there is, and check it.
	 * @return how many resets there were
	 */
	long check() {
		this.publisher.finish();
		List<LogRecord> log = new ArrayList<>(this.expired);
		log.addAll(this.log.get());
		await("invariant F holds").atMost(PATIENCE).untilAsserted(() -> assertThat(violations(log)).isEmpty());
		List<HistoryEntry> history = history();
		long delivered = history.stream().filter((entry) -> entry.kind() == EntryKind.DELIVERED).count();
		long resets = history.stream().filter((entry) -> entry.kind() == EntryKind.RESET).count();
		System.out.printf("%s: %d records, %d deliveries to %d clients on %d connections, %d resets%n", this.topic,
				log.size(), delivered, CLIENTS, connections(), resets);
		// a check that sees what is taken away
		history
			.remove(history.stream().filter((entry) -> entry.kind() == EntryKind.DELIVERED).findFirst().orElseThrow());
		assertThat(FeedDeliveries.check(history, log)).isNotEmpty();
		return resets;
	}

	private List<Violation> violations(List<LogRecord> log) {
		return FeedDeliveries.check(history(), log);
	}

	private List<HistoryEntry> history() {
		List<HistoryEntry> history = new ArrayList<>();
		this.clients.forEach((client) -> history.addAll(client.history()));
		return history;
	}

	@Override
	public void close() throws IOException {
		for (FeedClient client : this.clients) {
			client.close();
		}
		this.publisher.close();
		this.gateway.close();
	}

}
