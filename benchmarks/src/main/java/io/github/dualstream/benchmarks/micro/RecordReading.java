package io.github.dualstream.benchmarks.micro;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import org.apache.kafka.common.KafkaException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a consumer pays to make an event of a record that was fetched, but for decoding
 * the names of its headers, which Kafka's client does once for each record.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls what sets it
public class RecordReading {

	private final JsonMapper mapper = new JsonMapper();

	private final Orders orders = new Orders(this.mapper);

	private List<LogRecord> records;

	private int number;

	/** Fetches an event of each source. */
	@Setup
	public void fetch() {
		FetchedRecords fetched = new FetchedRecords(this.orders);
		KafkaConsumerGroups groups = new KafkaConsumerGroups(fetched, new KafkaAdministration(() -> {
			throw new KafkaException("There is no broker");
		}), Duration.ofSeconds(1));
		try (GroupMember member = groups.join("reading", List.of(Topic.NAME), StartPosition.EARLIEST,
				new NobodyListening())) {
			this.records = member.poll(Duration.ofSeconds(1)).values().iterator().next().records();
		}
	}

	/** Headers to attributes, all of it checked. */
	@Benchmark
	public Event event() throws UnreadableRecordException {
		return EventReader.read(next());
	}

	/** The same, and the data as an object. */
	@Benchmark
	public Order eventAndData() throws UnreadableRecordException {
		JsonData data = (JsonData) EventReader.read(next()).data();
		return this.mapper.readValue(data.bytes(), Order.class);
	}

	/** The floor of those who want an object: the value alone. */
	@Benchmark
	public Order dataAlone() {
		this.number = (this.number + 1) % Orders.SOURCES;
		return this.mapper.readValue(this.orders.json(this.number), Order.class);
	}

	/** The check that a value is JSON. */
	@Benchmark
	public JsonData jsonCheck() {
		this.number = (this.number + 1) % Orders.SOURCES;
		return JsonData.of(this.orders.json(this.number));
	}

	private LogRecord next() {
		this.number = (this.number + 1) % Orders.SOURCES;
		return this.records.get(this.number);
	}

	private static final class NobodyListening implements AssignmentListener {

		@Override
		public void assigned(GroupMember member, Collection<LogPartition> partitions) {
		}

		@Override
		public void revoked(GroupMember member, Collection<LogPartition> partitions) {
		}

		@Override
		public void lost(Collection<LogPartition> partitions) {
		}

		@Override
		public void unreadable(LogPartition partition, long offset, Throwable cause) {
		}

	}

}
