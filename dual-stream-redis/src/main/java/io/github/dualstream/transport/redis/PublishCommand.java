package io.github.dualstream.transport.redis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Command that publishes one notification. It knows whether it may have been sent, and
 * counts down its batch's latch once no answer is outstanding: a future for each would
 * cost more than the notification itself.
 */
final class PublishCommand extends Command<byte[], byte[], Long> {

	private final CountDownLatch unanswered;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile boolean encoded;

	PublishCommand(CommandType type, byte[] channel, byte[] message, CountDownLatch unanswered) {
		super(type, new IntegerOutput<>(ByteArrayCodec.INSTANCE),
				new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(channel).addValue(message));
		this.unanswered = unanswered;
	}

	@Override
	public void encode(ByteBuf buffer) {
		this.encoded = true;
		super.encode(buffer);
	}

	@Override
	public void complete() {
		if (this.ended.compareAndSet(false, true)) {
			super.complete();
			this.unanswered.countDown();
		}
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		super.completeExceptionally(failure);
		this.unanswered.countDown();
		return true;
	}

	@Override
	public void cancel() {
		if (this.ended.compareAndSet(false, true)) {
			super.cancel();
			this.unanswered.countDown();
		}
	}

	/**
	 * Determine the outcome. A command that has not been sent by now is never sent.
	 * @return the outcome
	 */
	PublishStatus settle() {
		if (!isDone() && !this.encoded) {
			cancel();
		}
		if (!isDone() || isCancelled()) {
			return PublishStatus.UNKNOWN;
		}
		Throwable failure = failure();
		if (failure == null) {
			return PublishStatus.SENT;
		}
		boolean refused = failure instanceof RedisCommandExecutionException || !this.encoded;
		return (refused) ? PublishStatus.REFUSED : PublishStatus.UNKNOWN;
	}

	@Nullable Throwable failure() {
		if (!isDone() || this.exception != null) {
			return this.exception;
		}
		return (getOutput().hasError()) ? new RedisCommandExecutionException(getError()) : null;
	}

}
