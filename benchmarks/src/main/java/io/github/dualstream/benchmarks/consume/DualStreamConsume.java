package io.github.dualstream.benchmarks.consume;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

import io.github.dualstream.JsonData;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventHandler;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Handles events by dual-stream, on virtual threads where the JVM has them.
 *
 * @param consumers creates its consumers
 * @param administration asked about the topics
 * @param concurrency how many events it handles at the same time
 * @param commitInterval how often it commits
 */
record DualStreamConsume(ConsumerFactory<byte[], byte[]> consumers, KafkaAdministration administration, int concurrency,
		Duration commitInterval) implements Contender.Starter {

	static final String NAME = "dual-stream";

	/** As {@link #NAME}, and its handler reads the data as an object. */
	static final String NAME_JSON = "dual-stream-json";

	private static final JsonMapper JSON = new JsonMapper();

	/** The first JVM with virtual threads that are not pinned by monitors. */
	private static final int VIRTUAL_THREADS = 24;

	/** A record that cannot be handled must not go unnoticed. */
	private static final DeadLetterLog NONE = (record, group, attempts, cause) -> CompletableFuture.failedFuture(cause);

	@Override
	public Contender.Running start(String group, String topic, Handling handling) {
		return start(group, topic, (event) -> handle(event, handling));
	}

	Contender.Running startReadingData(String group, String topic, Handling handling) {
		return start(group, topic, (event) -> {
			handling.read(JSON.readValue(((JsonData) event.event().data()).bytes(), Order.class));
			handle(event, handling);
		});
	}

	private Contender.Running start(String group, String topic, EventHandler handler) {
		ConsumerSettings defaults = ConsumerSettings.ofDefaults();
		EventConsumer consumer = builder(group, topic, defaults.maxInFlight(), defaults.maxInFlightBytes())
			.handler(handler);
		consumer.start();
		return consumer::stop;
	}

	private static void handle(StoredEvent event, Handling handling) {
		handling.handle(event.event().sourceId(), event.position().offset());
	}

	EventConsumer.Builder builder(String group, String topic, int maxInFlight, long maxInFlightBytes) {
		ConsumerSettings defaults = ConsumerSettings.ofDefaults();
		EventConsumer.Builder builder = new EventConsumer.Builder(groups(), group, NONE).topic(topic)
			.settings(new ConsumerSettings(this.concurrency, defaults.maxBatch(), maxInFlight, maxInFlightBytes,
					defaults.maxUncommitted(), this.commitInterval, defaults.drainTimeout(),
					defaults.handlerTimeout()));
		return hasVirtualThreads() ? builder.threads(virtualThreads()) : builder;
	}

	private KafkaConsumerGroups groups() {
		return new KafkaConsumerGroups(this.consumers, this.administration, Duration.ofSeconds(1));
	}

	static boolean hasVirtualThreads() {
		return Runtime.version().feature() >= VIRTUAL_THREADS;
	}

	private static ThreadFactory virtualThreads() {
		return new VirtualThreadTaskExecutor("handler-").getVirtualThreadFactory();
	}

}
