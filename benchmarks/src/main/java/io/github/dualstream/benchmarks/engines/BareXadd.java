package io.github.dualstream.benchmarks.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * Lettuce's {@code XADD} of fields made beforehand, one after the other without waiting.
 */
final class BareXadd implements Appender {

	private final Semaphore room = new Semaphore(Engine.IN_FLIGHT);

	private final RedisAsyncCommands<byte[], byte[]> redis;

	private final List<byte[]> streams;

	private final List<Object[]> fields;

	BareXadd(RedisAsyncCommands<byte[], byte[]> redis, Orders orders) {
		this.redis = redis;
		this.streams = IntStream.range(0, Orders.SOURCES)
			.mapToObj((source) -> RedisStreamsEngine
				.bytes(RedisStreamsEngine.stream(Topic.NAME, Partitions.of(orders.sourceId(source)))))
			.toList();
		this.fields = IntStream.range(0, Orders.SOURCES).mapToObj((source) -> fieldsOf(orders, source)).toList();
	}

	private static Object[] fieldsOf(Orders orders, int source) {
		List<byte[]> all = new ArrayList<>(
				List.of(RedisStreamsEngine.bytes("key"), RedisStreamsEngine.bytes(orders.sourceId(source))));
		orders.headers(source).forEach((header) -> {
			all.add(RedisStreamsEngine.bytes("header:" + header.key()));
			all.add(header.value());
		});
		all.add(RedisStreamsEngine.bytes("value"));
		all.add(orders.json(source));
		return all.toArray();
	}

	@Override
	public void append(int number, Consumer<@Nullable Throwable> answered) throws InterruptedException {
		int source = number % Orders.SOURCES;
		Object[] own = this.fields.get(source);
		int size = ((byte[]) own[own.length - 1]).length;
		this.room.acquire(size);
		var unused = this.redis.xadd(this.streams.get(source), own).whenComplete((id, failure) -> {
			this.room.release(size);
			answered.accept(failure);
		});
	}

}
