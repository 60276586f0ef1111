package io.github.dualstream.faults.outbox;

import io.github.dualstream.faults.KafkaLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.dualstream.faults.EngineUnderFaults;
import io.github.dualstream.faults.KillStorm;
import io.github.dualstream.faults.ServiceJvm;
import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.harness.history.CommittedEvent;
import io.github.dualstream.harness.history.CommittedInLog;
import io.github.dualstream.harness.history.Duplicates;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.harness.history.Outcome;
import io.github.dualstream.harness.history.StreamAppend;
import io.github.dualstream.harness.history.StreamVersions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One topic's worth of transactions: services that run them, and what became of their
 * events.
 */
final class OutboxRun implements AutoCloseable {

	static final int BATCH_SIZE = 100;

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final Random random = new Random();

	private final List<ApplicationProcess> services = new ArrayList<>();

	private final OrdersDatabase database;

	private final Map<String, String> connection;

	private final Supplier<List<LogRecord>> log;

	private final String topic;

	/** The one that sends what is left, without transactions of its own. */
	private final Class<?> last;

	OutboxRun(OrdersDatabase database, KafkaServer kafka, String topic) {
		this(database, Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers()),
				() -> KafkaLog.readAll(kafka.bootstrapServers(), topic), topic, SmallOrdersService.class);
	}

	private OutboxRun(OrdersDatabase database, Map<String, String> connection, Supplier<List<LogRecord>> log,
			String topic, Class<?> last) {
		this.database = database;
		this.connection = connection;
		this.log = log;
		this.topic = topic;
		this.last = last;
	}

	/** On any engine, which the small service does not know. */
	static OutboxRun on(OrdersDatabase database, EngineUnderFaults engine, String topic) {
		return new OutboxRun(database, engine.connection(), () -> engine.log(topic), topic, OrdersApplication.class);
	}

	ApplicationProcess service(String... properties) {
		return service(OrdersApplication.class, Map.of(), properties);
	}

	ApplicationProcess smallService(String... properties) {
		return service(SmallOrdersService.class, Map.of(), properties);
	}

	/**
	 * Several small services that are killed, once one has made the tables and the topic.
	 */
	KillStorm storm(int services, String... properties) {
		service().kill();
		return new KillStorm(IntStream.range(0, services).mapToObj((i) -> smallService(properties)).toList(),
				() -> awaitCommits(50));
	}

	/**
	 * What the system's clock says to it is off by so much; what it measures is not. With
	 * libfaketime's fix for monotonic waits, each of the JVM's would return at once.
	 */
	ApplicationProcess serviceWithClock(String offset) {
		return service(OrdersApplication.class, Map.of("LD_PRELOAD", OutboxFaultTests.FAKETIME, "FAKETIME", offset,
				"FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
	}

	private ApplicationProcess service(Class<?> main, Map<String, String> environment, String... properties) {
		Map<String, String> all = new TreeMap<>(Map.of("spring.datasource.url", this.database.server().jdbcUrl(),
				"spring.datasource.hikari.connection-timeout", "2000", "dual-stream.kafka.topic", this.topic,
				"dual-stream.redis.enabled", "false", "dual-stream.outbox.enabled", "true",
				"dual-stream.outbox.initialize-schema", "always", "dual-stream.outbox.relay.lease", "2s",
				"dual-stream.outbox.relay.batch-size", Integer.toString(BATCH_SIZE)));
		all.put("dual-stream.topics." + this.topic + ".partitions", "3");
		all.put("dual-stream.publisher.delivery-timeout", "8s");
		all.put("dual-stream.publisher.max-block", "2s");
		all.putAll(this.connection);
		for (String property : properties) {
			all.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
		}
		ApplicationProcess service = ApplicationProcess.start(main, ServiceJvm.OPTIONS, all, environment);
		this.services.add(service);
		return service;
	}

	/** Waits until about so many more events are committed, which may be none. */
	void awaitCommits(int about) {
		long target = this.database.numbered() + this.random.nextInt(2 * about);
		await().atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.database.numbered() >= target);
	}

	/** Waits until everything that was committed so far has been sent. */
	void awaitProgress() {
		long committed = this.database.committed();
		// each look reads all records
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(500))
			.until(() -> records().stream().map(LogRecord::event).distinct().count() >= committed);
	}

	/** No more transactions: a last service sends what is left. */
	void finish() {
		this.services.forEach(ApplicationProcess::kill);
		service(this.last, Map.of(), "orders.threads=0");
		await().atMost(PATIENCE).until(() -> this.database.waiting() == 0);
	}

	/**
	 * Checks what the outbox promises.
	 * @return how many records are not the first of their event
	 */
	long check() {
		List<CommittedEvent> committed = this.database.events();
		List<LogRecord> records = records();
		long duplicates = Duplicates.count(records);
		System.out.printf("%s: %d events committed, %d records, %d duplicates%n", this.topic, committed.size(),
				records.size(), duplicates);
		assertThat(CommittedInLog.check(committed, records)).isEmpty();
		assertThat(committed).isNotEmpty();
		return duplicates;
	}

	/** Checks what the event store promises, if its services had one. */
	void checkStreams() {
		List<StreamAppend> appends = this.database.events()
			.stream()
			.map((event) -> new StreamAppend(event.source(), event.sequence() - 1, List.of(event.event()),
					Outcome.ACKNOWLEDGED))
			.toList();
		assertThat(StreamVersions.check(appends, this.database.streams(), records())).isEmpty();
	}

	private List<LogRecord> records() {
		return this.log.get();
	}

	@Override
	public void close() {
		this.services.forEach(ApplicationProcess::close);
	}

}
