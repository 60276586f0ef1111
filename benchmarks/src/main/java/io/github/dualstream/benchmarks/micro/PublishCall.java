package io.github.dualstream.benchmarks.micro;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * What {@code publishAsync} costs its caller, acknowledgement included, where neither
 * Kafka's client nor Redis costs anything.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PublishCall {

	private final Orders orders = new Orders(new JsonMapper());

	private final ImmediateProducer<String> producer = new ImmediateProducer<>(Topic.NAME);

	private int number;

	/** The floor: key, JSON and headers ready-made. */
	@Benchmark
	public Future<RecordMetadata> readyMadeRecord() {
		return this.producer.send(this.orders.record(Topic.NAME, next()));
	}

	/** The same, but for JSON and headers made by hand in the call. */
	@Benchmark
	public Future<RecordMetadata> recordMadeNow() {
		return this.producer.send(this.orders.recordMadeNow(Topic.NAME, next()));
	}

	/** The event alone. */
	@Benchmark
	public Event event() {
		return this.orders.event(next());
	}

	/** The event, and dual-stream with the given parts. */
	@Benchmark
	public CompletableFuture<PublishResult> publishAsync(Application application) {
		return application.publisher.publishAsync(this.orders.event(next()));
	}

	private int next() {
		this.number = (this.number + 1) % Orders.SOURCES;
		return this.number;
	}

	/** A service on dual-stream. */
	@State(Scope.Benchmark)
	@SuppressWarnings("NullAway.Init") // JMH sets and calls what must be
	public static class Application {

		/** Parts that are switched on. */
		@Param({ "everything", "with-contracts", "with-observations", "without-notifications", "without-meters",
				"without-both" })
		public String parts;

		private ConfigurableApplicationContext context;

		private DualStreamPublisher publisher;

		/** Starts it. */
		@Setup
		public void start() {
			this.context = MicroApplication.start(switch (this.parts) {
				case "everything" -> List.of();
				case "with-contracts" -> List.of(MicroApplication.CONTRACTS);
				case "with-observations" -> List.of(MicroApplication.OBSERVATIONS);
				case "without-notifications" -> List.of(MicroApplication.NO_NOTIFICATIONS);
				case "without-meters" -> List.of(MicroApplication.NO_METERS);
				case "without-both" -> List.of(MicroApplication.NO_NOTIFICATIONS, MicroApplication.NO_METERS);
				default -> throw new IllegalArgumentException("Unknown parts: " + this.parts);
			});
			this.publisher = this.context.getBean(DualStreamPublisher.class);
		}

		/** Stops it. */
		@TearDown
		public void stop() {
			this.context.close();
		}

	}

}
