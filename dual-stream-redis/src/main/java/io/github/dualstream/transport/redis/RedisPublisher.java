package io.github.dualstream.transport.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationCodec;
import io.github.dualstream.transport.NotificationException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Publishes batches, each in one round trip. The template's own pipeline is not suitable:
 * it opens a connection for each batch, and loses the individual outcomes when one reply
 * is missing.
 * <p>
 * At most one batch is in flight. While replies to an earlier batch are outstanding,
 * nothing is written, so that stale notifications do not pile up while Redis hangs.
 */
final class RedisPublisher {

	/**
	 * Maximum time without outstanding replies before the connection is considered dead.
	 */
	static final Duration MAX_SILENCE = Duration.ofSeconds(5);

	private final StringRedisTemplate template;

	private final PublishConnection connection;

	private final NotificationCodec codec;

	private final RedisBusOptions options;

	private final PubSubMode mode;

	private PublishBatch owed;

	private long owedSince;

	RedisPublisher(StringRedisTemplate template, RedisConnections connections, NotificationCodec codec,
			Executor executor) {
		this.template = template;
		this.connection = new PublishConnection(connections.publishing(), connections.options(), executor);
		this.codec = codec;
		this.options = connections.options();
		this.mode = this.options.mode();
		this.owed = nothing();
	}

	void connect() {
		CompletableFuture<Void> unused = this.connection.open();
	}

	void publish(List<Notification> notifications) throws NotificationException {
		requireReady(notifications.size());
		PublishBatch batch = PublishBatch.of(notifications, this.codec, this.mode.publish());
		long start = System.nanoTime();
		write(batch);
		if (!batch.await(start + this.options.timeout().toNanos())) {
			this.owedSince = start;
		}
		try {
			batch.requireSent(this.mode);
		}
		finally {
			this.owed = batch;
		}
	}

	/**
	 * Publish a message other than a notification. Waits for a connection, but not for
	 * the reply. For any thread.
	 * @param channel name of the channel
	 * @param message the message
	 * @return the reply of Redis
	 */
	CompletionStage<Long> send(String channel, String message) {
		AsyncCommand<byte[], byte[], Long> command = new AsyncCommand<>(
				new Command<>(this.mode.publish(), new IntegerOutput<>(ByteArrayCodec.INSTANCE),
						new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(channel.getBytes(StandardCharsets.UTF_8))
							.addValue(message.getBytes(StandardCharsets.UTF_8))));
		try {
			this.template.execute((RedisCallback<Boolean>) (connection) -> {
				nativeConnection(connection).dispatch(command);
				return true;
			}, true);
		}
		catch (RuntimeException ex) {
			command.completeExceptionally(ex);
		}
		return command;
	}

	private void requireReady(int size) throws NotificationException {
		try {
			this.connection.require();
			requireReplies();
		}
		catch (RuntimeException ex) {
			throw new NotificationException(0, size, 0, ex);
		}
	}

	private void requireReplies() {
		if (this.owed.await(System.nanoTime() + this.options.timeout().toNanos())) {
			return;
		}
		if (System.nanoTime() - this.owedSince > MAX_SILENCE.toNanos()) {
			this.owed = nothing();
			this.connection.replace();
		}
		throw new QueryTimeoutException("Redis has not yet replied to an earlier batch");
	}

	private PublishBatch nothing() {
		return PublishBatch.of(List.of(), this.codec, this.mode.publish());
	}

	private void write(PublishBatch batch) {
		try {
			this.template.execute((RedisCallback<Boolean>) (connection) -> dispatch(connection, batch), true);
		}
		catch (RuntimeException ex) {
			batch.refuse(ex);
		}
	}

	private static Boolean dispatch(RedisConnection connection, PublishBatch batch) {
		StatefulConnection<byte[], byte[]> target = nativeConnection(connection);
		if (target instanceof StatefulRedisConnection) {
			target.dispatch(batch.commands());
		}
		else {
			// in a batch, one node that is away would keep the others from their share
			batch.commands().forEach(target::dispatch);
		}
		return true;
	}

	@SuppressWarnings({ "unchecked", "deprecation" }) // there is no other way from Spring
														// Data to it
	private static StatefulConnection<byte[], byte[]> nativeConnection(RedisConnection connection) {
		Object commands = connection.getNativeConnection();
		return (commands instanceof RedisAdvancedClusterAsyncCommands)
				? ((RedisAdvancedClusterAsyncCommands<byte[], byte[]>) commands).getStatefulConnection()
				: ((RedisAsyncCommands<byte[], byte[]>) commands).getStatefulConnection();
	}

}
