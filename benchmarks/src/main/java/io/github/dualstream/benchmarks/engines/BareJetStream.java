package io.github.dualstream.benchmarks.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * jnats' {@code JetStream.publishAsync} of messages made beforehand, each with a message
 * id of its own, as without one the server has nothing to compare.
 */
final class BareJetStream implements Appender {

	private static final String MESSAGE_ID = "Nats-Msg-Id";

	private final Semaphore room = new Semaphore(Engine.IN_FLIGHT);

	private final String ids = UUID.randomUUID().toString();

	private final Orders orders;

	private final JetStream jetStream;

	private final List<String> subjects;

	private final List<Headers> headers;

	private long messages;

	BareJetStream(Connection connection, Orders orders) {
		this.orders = orders;
		try {
			this.jetStream = connection
				.jetStream(JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(30)).build());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.subjects = IntStream.range(0, Orders.SOURCES)
			.mapToObj((source) -> Topic.NAME + "." + Partitions.of(orders.sourceId(source)) + "."
					+ orders.sourceId(source))
			.toList();
		this.headers = IntStream.range(0, Orders.SOURCES).mapToObj(this::headersOf).toList();
	}

	private Headers headersOf(int source) {
		Headers all = new Headers();
		this.orders.headers(source)
			.forEach((header) -> all.add(header.key(), new String(header.value(), StandardCharsets.US_ASCII)));
		return all;
	}

	@Override
	public void append(int number, Consumer<@Nullable Throwable> answered) throws InterruptedException {
		int source = number % Orders.SOURCES;
		Headers own = new Headers(this.headers.get(source));
		own.put(MESSAGE_ID, this.ids + this.messages++);
		byte[] json = this.orders.json(number);
		int size = json.length + own.serializedLength();
		this.room.acquire(size);
		var unused = this.jetStream.publishAsync(this.subjects.get(source), own, json)
			.whenComplete((acknowledgement, failure) -> {
				this.room.release(size);
				answered.accept(failure);
			});
	}

}
