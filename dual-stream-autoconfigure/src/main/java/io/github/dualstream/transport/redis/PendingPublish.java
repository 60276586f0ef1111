package io.github.dualstream.transport.redis;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import org.jspecify.annotations.Nullable;

/**
 * One notification on its way to Redis.
 */
final class PendingPublish {

	private final PublishCommand publish;

	private final AsyncCommand<byte[], byte[], Long> reply;

	PendingPublish(byte[] channel, byte[] message) {
		this.publish = new PublishCommand(channel, message);
		this.reply = new AsyncCommand<>(this.publish);
	}

	RedisCommand<byte[], byte[], Long> command() {
		return this.reply;
	}

	/**
	 * Wait for the reply, or for the certainty that there will be none.
	 * @param deadline of {@link System#nanoTime()}
	 * @return whether either came in time
	 */
	boolean await(long deadline) {
		try {
			return this.reply.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (RedisCommandInterruptedException ex) {
			return this.reply.isDone();
		}
		catch (CancellationException ex) {
			return true;
		}
	}

	/**
	 * Make sure that a command that could not be handed over has an outcome.
	 * @param reason why it could not
	 */
	void refuse(RuntimeException reason) {
		this.reply.completeExceptionally(reason);
	}

	boolean isDone() {
		return this.reply.isDone();
	}

	/**
	 * What is known now. A command that has not left by now never will.
	 * @return the outcome
	 */
	PublishStatus settle() {
		if (!this.reply.isDone() && !this.publish.isEncoded()) {
			this.reply.cancel(true);
		}
		if (!this.reply.isDone() || this.reply.isCancelled()) {
			return PublishStatus.UNKNOWN;
		}
		Throwable failure = failure();
		if (failure == null) {
			return PublishStatus.SENT;
		}
		boolean refused = failure instanceof RedisCommandExecutionException || !this.publish.isEncoded();
		return (refused) ? PublishStatus.REFUSED : PublishStatus.UNKNOWN;
	}

	@Nullable Throwable failure() {
		if (!this.reply.isCompletedExceptionally()) {
			return null;
		}
		try {
			this.reply.join();
			return null;
		}
		catch (CompletionException ex) {
			return (ex.getCause() != null) ? ex.getCause() : ex;
		}
		catch (CancellationException ex) {
			return ex;
		}
	}

}
