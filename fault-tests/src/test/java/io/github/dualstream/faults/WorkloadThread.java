package io.github.dualstream.faults;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.faults.WorkloadProperties.Calls;

/**
 * Publishes to sources of its own until it is told to stop.
 */
final class WorkloadThread implements Runnable {

	/** More than any limit of the durable stream. */
	private static final int OVERSIZED = 2 * 1024 * 1024;

	private static final int MAX_PENDING = 1_000;

	private final Random random = new Random();

	private final Queue<CompletableFuture<PublishResult>> pending = new ConcurrentLinkedQueue<>();

	private final Publishing publishing;

	private final WorkloadProperties properties;

	private final String name;

	private final BooleanSupplier stopped;

	private long events;

	private long next = System.nanoTime();

	WorkloadThread(Publishing publishing, WorkloadProperties properties, int number, BooleanSupplier stopped) {
		this.publishing = publishing;
		this.properties = properties;
		this.name = properties.process() + "-" + number;
		this.stopped = stopped;
	}

	@Override
	public void run() {
		while (!this.stopped.getAsBoolean()) {
			publish();
		}
		awaitPending(0);
	}

	private void publish() {
		switch ((this.properties.calls() == Calls.MIXED) ? anyCalls() : this.properties.calls()) {
			case BATCHES -> publishAll();
			case ASYNC -> publishAsync();
			case MIXED -> publishAndWait();
		}
	}

	private Calls anyCalls() {
		int dice = this.random.nextInt(10);
		return (dice == 0) ? Calls.BATCHES : (dice < 5) ? Calls.ASYNC : Calls.MIXED;
	}

	private void publishAll() {
		pace(this.properties.batch());
		this.publishing.publishAll(IntStream.range(0, this.properties.batch()).mapToObj((i) -> event()).toList());
	}

	private void publishAsync() {
		pace(1);
		this.pending.add(this.publishing.publishAsync(event()));
		awaitPending(MAX_PENDING);
	}

	private void publishAndWait() {
		pace(1);
		this.publishing.publish(event());
	}

	private Event event() {
		long number = ++this.events;
		int every = this.properties.oversizedEvery();
		boolean oversized = every > 0 && number % every == 0;
		return Publishing.event(this.name + "-" + number, this.name + "-" + number % this.properties.sources(),
				oversized ? OVERSIZED : this.properties.payload());
	}

	/** An outage does not make it publish more afterwards. */
	private void pace(int events) {
		if (this.properties.rate() > 0) {
			long now = System.nanoTime();
			this.next = Math.max(now, this.next + events * TimeUnit.SECONDS.toNanos(1) / this.properties.rate());
			LockSupport.parkNanos(this.next - now);
		}
	}

	private void awaitPending(int allowed) {
		this.pending.removeIf(CompletableFuture::isDone);
		while (this.pending.size() > allowed) {
			CompletableFuture<PublishResult> oldest = this.pending.remove();
			// its outcome is in the history
			PublishResult unused = oldest.exceptionally((failure) -> null).join();
		}
	}

}
