package io.github.dualstream.benchmarks.projections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A consumer that writes the view by hand: what a poll has brought, and the offsets after
 * it, in one transaction. It reads the JSON and no headers.
 */
final class BareView implements ViewContender {

	private static final Duration POLL = Duration.ofMillis(100);

	/**
	 * Of a fetch at the end of a partition, which would hold up the last ones of others.
	 */
	private static final int FETCH_MAX_WAIT_MILLIS = 50;

	private static final List<TopicPartition> PARTITIONS = IntStream.range(0, Topic.PARTITIONS)
		.mapToObj((number) -> new TopicPartition(Topic.NAME, number))
		.toList();

	private final OrderTable table = new OrderTable("bare_row");

	private final JsonMapper mapper = new JsonMapper();

	private final DriverManagerDataSource database;

	private final JdbcTemplate jdbc;

	private final Map<String, Object> consumer;

	private int generation;

	BareView(Servers servers, String jdbcUrl, int maxBatch) {
		this.database = new DriverManagerDataSource(jdbcUrl);
		this.jdbc = new JdbcTemplate(this.database);
		this.table.create(this.jdbc);
		this.jdbc
			.execute("create table bare_offset (topic_partition integer primary key, next_offset bigint not null)");
		this.consumer = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka().bootstrapServers(),
				ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch,
				ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MILLIS);
	}

	@Override
	public void rebuild() {
		this.generation++;
		try (Consumer<byte[], byte[]> reader = new KafkaConsumer<>(this.consumer, new ByteArrayDeserializer(),
				new ByteArrayDeserializer());
				Connection connection = this.database.getConnection();
				PreparedStatement insert = connection.prepareStatement(this.table.insert());
				PreparedStatement offset = connection
					.prepareStatement("insert into bare_offset (topic_partition, next_offset) values (?, ?)"
							+ " on conflict (topic_partition) do update set next_offset = excluded.next_offset")) {
			connection.setAutoCommit(false);
			reader.assign(PARTITIONS);
			reader.seekToBeginning(PARTITIONS);
			long remaining = reader.endOffsets(PARTITIONS).values().stream().mapToLong(Long::longValue).sum();
			while (remaining > 0) {
				ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
				write(records, insert, offset);
				connection.commit();
				remaining -= records.count();
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void write(ConsumerRecords<byte[], byte[]> records, PreparedStatement insert, PreparedStatement offset)
			throws SQLException {
		if (records.isEmpty()) {
			return;
		}
		for (ConsumerRecord<byte[], byte[]> record : records) {
			OrderTable.set(insert, this.generation, this.mapper.readValue(record.value(), Order.class));
			insert.addBatch();
		}
		insert.executeBatch();
		for (Map.Entry<TopicPartition, OffsetAndMetadata> next : records.nextOffsets().entrySet()) {
			offset.setInt(1, next.getKey().partition());
			offset.setLong(2, next.getValue().offset());
			offset.addBatch();
		}
		offset.executeBatch();
	}

	@Override
	public void discardEarlier() {
		this.jdbc.update("delete from " + this.table.name() + " where generation <> ?", this.generation);
	}

	@Override
	public OrderTable table() {
		return this.table;
	}

	@Override
	public void close() {
		// each rebuild has closed its consumer and its connection
	}

}
