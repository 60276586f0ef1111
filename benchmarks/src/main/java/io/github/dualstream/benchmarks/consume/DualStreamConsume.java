package io.github.dualstream.benchmarks.consume;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.JsonData;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.transport.ConsumerGroups;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Handles events by dual-stream, on virtual threads where the JVM has them.
 *
 * @param groups joined by its consumers
 * @param concurrency number of events that it handles at the same time
 * @param commitInterval time between commits
 * @param readsData whether its handler reads the data as an object
 */
public record DualStreamConsume(ConsumerGroups groups, int concurrency, Duration commitInterval,
		boolean readsData) implements Contender {

	/** Name of the contender whose handler gets the event. */
	public static final String NAME = "dual-stream";

	/** As {@link #NAME}, and its handler reads the data as an object. */
	static final String NAME_JSON = "dual-stream-json";

	private static final JsonMapper JSON = new JsonMapper();

	/** The first JVM with virtual threads that are not pinned by monitors. */
	private static final int VIRTUAL_THREADS = 24;

	/** A record that cannot be handled must not go unnoticed. */
	private static final DeadLetterLog NONE = (record, group, attempts, cause) -> CompletableFuture.failedFuture(cause);

	@Override
	public String name() {
		return this.readsData ? NAME_JSON : NAME;
	}

	@Override
	public Running start(String group, String topic, Handling handling) {
		ConsumerSettings defaults = ConsumerSettings.ofDefaults();
		EventConsumer consumer = builder(group, topic, defaults.maxInFlight(), defaults.maxInFlightBytes())
			.handler((event) -> {
				if (this.readsData) {
					handling.read(JSON.readValue(((JsonData) event.event().data()).bytes(), Order.class));
				}
				handling.handle(event.event().sourceId(), event.position().offset());
			});
		consumer.start();
		return consumer::stop;
	}

	EventConsumer.Builder builder(String group, String topic, int maxInFlight, long maxInFlightBytes) {
		ConsumerSettings defaults = ConsumerSettings.ofDefaults();
		EventConsumer.Builder builder = new EventConsumer.Builder(this.groups, group, NONE).topic(topic)
			.settings(new ConsumerSettings(this.concurrency, defaults.maxBatch(), maxInFlight, maxInFlightBytes,
					defaults.maxUncommitted(), this.commitInterval, defaults.drainTimeout(),
					defaults.handlerTimeout()));
		return hasVirtualThreads()
				? builder.threads(new VirtualThreadTaskExecutor("handler-").getVirtualThreadFactory()) : builder;
	}

	static boolean hasVirtualThreads() {
		return Runtime.version().feature() >= VIRTUAL_THREADS;
	}

}
