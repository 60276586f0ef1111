package io.github.dualstream.faults.outbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.jdbc.JdbcEventStore;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.codec.EventEncoder;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.codec.WireFormat;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.OutboxBypass;
import io.github.dualstream.outbox.OutboxPublisher;
import io.github.dualstream.outbox.OutsideTransaction;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.RelaySettings;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.JdbcRelayRegistry;
import io.github.dualstream.outbox.jdbc.JdbcTransactionListener;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.outbox.jdbc.PostgresNotifier;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.kafka.KafkaEventLog;
import io.github.dualstream.transport.kafka.RecordSizeLimits;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.awaitility.Awaitility.await;

/**
 * The same as {@link OrdersApplication}, wired by hand, because it starts several times
 * as fast.
 */
final class SmallOrdersService {

	private static final int MAX_EVENT_SIZE = 1024 * 1024;

	/** Less than the test waits for a start, so that it shows this as the cause. */
	private static final Duration START_TIMEOUT = Duration.ofSeconds(50);

	/**
	 * As {@link OrdersApplication}, which is without a name, or records of an event would
	 * differ.
	 */
	private static final String APPLICATION = "application";

	private final SimpleCommandLinePropertySource properties;

	private final HikariDataSource dataSource = new HikariDataSource();

	private final EventAppender appender;

	private SmallOrdersService(String[] arguments) {
		this.properties = new SimpleCommandLinePropertySource(arguments);
		this.dataSource.setJdbcUrl(property("spring.datasource.url"));
		this.dataSource.setMaximumPoolSize(5);
		this.appender = appender(property("spring.kafka.bootstrap-servers"), property("dual-stream.kafka.topic"));
	}

	public static void main(String[] arguments) throws IOException {
		SmallOrdersService service = new SmallOrdersService(arguments);
		service.start();
		int port = Integer.parseInt(service.property("server.port"));
		// tells that it has started
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			while (!socket.isClosed()) {
				socket.accept().close();
			}
		}
	}

	private void start() {
		JdbcOutboxStore store = new JdbcOutboxStore(this.dataSource, OutboxDialect.POSTGRESQL, TableNames.DEFAULT,
				CompletionMode.DELETE, Duration.ofDays(1));
		RelaySettings settings = new RelaySettings(OutboxRun.BATCH_SIZE, Duration.ofSeconds(1), Duration.ofSeconds(2),
				10, Duration.ofSeconds(10));
		Relay relay = new Relay(store,
				new JdbcRelayRegistry(this.dataSource, OutboxDialect.POSTGRESQL, TableNames.DEFAULT), this.appender,
				(event, position) -> {
				}, settings, RelayListener.of(List.of()),
				new PostgresNotifier(this.dataSource, TableNames.DEFAULT, new Threads()), new Threads());
		DualStreamPublisher publisher = new OutboxPublisher((event) -> {
			throw new IllegalStateException("Event '" + event.id() + "' is outside of a transaction");
		}, this.appender, store, OutsideTransaction.REJECT, OutboxBypass.NONE, relay);
		relay.start();
		JdbcTransactionManager manager = new JdbcTransactionManager(this.dataSource);
		JdbcTransactionListener.addTo(manager);
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		TransactionTemplate transaction = new TransactionTemplate(manager);
		OrdersProperties orders = new OrdersProperties(threads(), 100);
		if (this.properties.containsProperty("orders.streams")) {
			EventStore events = new JdbcEventStore(this.dataSource, OutboxDialect.POSTGRESQL, TableNames.DEFAULT, store,
					this.appender, relay);
			new StreamsWorkload(events, jdbc, transaction, orders).start();
		}
		else {
			new OrdersWorkload(publisher, jdbc, transaction, orders).start();
		}
	}

	private static EventAppender appender(String bootstrapServers, String topic) {
		DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
				Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "enable.idempotence", true, "linger.ms", 0,
						"request.timeout.ms", 5000, "delivery.timeout.ms", 8000, "max.block.ms", 2000),
				new ByteArraySerializer(), new ByteArraySerializer());
		KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(producers);
		// in a cold process this takes longer than the lease, so not while holding one
		await().atMost(START_TIMEOUT)
			.ignoreExceptionsInstanceOf(KafkaException.class)
			.until(() -> !template.partitionsFor(topic).isEmpty());
		return new EventAppender(new EventEncoder(JsonMapper.shared(), MAX_EVENT_SIZE),
				new TopicRouting(topic, Map.of()), EventWriter.of(WireFormat.CLOUDEVENTS, APPLICATION),
				new KafkaEventLog(template, new RecordSizeLimits()), MAX_EVENT_SIZE);
	}

	private int threads() {
		String threads = this.properties.getProperty("orders.threads");
		return (threads != null) ? Integer.parseInt(threads) : 2;
	}

	private String property(String name) {
		String value = this.properties.getProperty(name);
		if (value == null) {
			throw new IllegalArgumentException("--" + name + " is missing");
		}
		return value;
	}

}
