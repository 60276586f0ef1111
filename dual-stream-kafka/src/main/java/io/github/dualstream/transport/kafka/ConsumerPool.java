package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * A few consumers, each for one thread at a time, created when they are needed. Opening
 * one takes longer than a read.
 */
final class ConsumerPool implements AutoCloseable {

	private static final int SIZE = 4;

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

	private final ConsumerFactory<byte[], byte[]> factory;

	private final Semaphore permits = new Semaphore(SIZE, true);

	private final ConcurrentLinkedDeque<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedDeque<>();

	private volatile boolean closed;

	ConsumerPool(ConsumerFactory<byte[], byte[]> factory) {
		this.factory = factory;
	}

	<T> T use(Duration timeout, Function<Consumer<byte[], byte[]>, T> action) {
		acquire(timeout);
		try {
			return useIdleOrNew(action);
		}
		finally {
			this.permits.release();
		}
	}

	private <T> T useIdleOrNew(Function<Consumer<byte[], byte[]>, T> action) {
		if (this.closed) {
			throw new TimeoutException("the application is stopping");
		}
		Consumer<byte[], byte[]> consumer = this.idle.poll();
		if (consumer == null) {
			consumer = this.factory.createConsumer();
		}
		boolean usable = false;
		try {
			T result = action.apply(consumer);
			usable = !this.closed;
			return result;
		}
		finally {
			if (usable) {
				this.idle.push(consumer);
			}
			else {
				close(consumer);
			}
		}
	}

	private void acquire(Duration timeout) {
		try {
			if (!this.permits.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new TimeoutException("all " + SIZE + " readers are busy");
			}
		}
		catch (InterruptedException ex) {
			throw new InterruptException(ex);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		for (Consumer<byte[], byte[]> consumer = this.idle.poll(); consumer != null; consumer = this.idle.poll()) {
			close(consumer);
		}
	}

	private static void close(Consumer<byte[], byte[]> consumer) {
		consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
	}

}
