package io.github.dualstream.projection;

import java.time.Duration;

import io.github.dualstream.Position;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * Progress of this instance in a partition. As long as another instance advances the
 * checkpoint, this one is on standby; it takes over when the checkpoint stands still
 * although there are records behind it. For one thread.
 */
final class PartitionProgress {

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

	private static final long MIN_BACKOFF_MILLIS = 100;

	private final int maxBatch;

	private Checkpoint checkpoint;

	private boolean standby;

	private int batch;

	private int attempts;

	private GenerationStatus.@Nullable Failure failure;

	private long retryAt;

	PartitionProgress(Checkpoint checkpoint, int maxBatch) {
		this.checkpoint = checkpoint;
		this.maxBatch = maxBatch;
		this.batch = maxBatch;
	}

	Checkpoint checkpoint() {
		return this.checkpoint;
	}

	long next() {
		return this.checkpoint.next();
	}

	/** Number of records to handle in one transaction. */
	int batch() {
		return this.batch;
	}

	boolean isReadable() {
		return !this.standby && (this.failure == null || System.nanoTime() - this.retryAt >= 0);
	}

	GenerationStatus.@Nullable Failure failure() {
		return this.failure;
	}

	/**
	 * Take the stored checkpoint into account.
	 * @param stored the stored checkpoint
	 * @param end end offset of the partition
	 */
	void observe(Checkpoint stored, long end) {
		if (stored.next() != next()) {
			this.standby = true;
			recover();
		}
		else if (end > stored.next()) {
			this.standby = false;
		}
		this.checkpoint = stored;
	}

	void advanced(long next) {
		this.checkpoint = new Checkpoint(this.checkpoint.partition(), this.checkpoint.identity(),
				this.checkpoint.begin(), next, this.checkpoint.target());
		this.batch = Math.min(this.maxBatch, 2 * this.batch);
		recover();
	}

	private void recover() {
		this.attempts = 0;
		this.failure = null;
	}

	/** Another instance has advanced the checkpoint. */
	void passed() {
		this.standby = true;
	}

	/**
	 * Handle the failure of several records: they are handled one by one, to find the one
	 * at fault.
	 */
	void divide() {
		this.batch = 1;
	}

	/**
	 * Handle the failure of one record, which is retried after a back-off.
	 * @param position position of the record
	 * @param cause the failure
	 * @return number of failed attempts
	 */
	int failed(Position position, Throwable cause) {
		this.attempts++;
		long backoff = Math.min(MAX_BACKOFF.toMillis(), MIN_BACKOFF_MILLIS << Math.min(this.attempts, 20));
		this.retryAt = System.nanoTime() + Duration.ofMillis(backoff).toNanos();
		this.failure = new GenerationStatus.Failure(position.toString(), this.attempts,
				PrintableText.ofInnermostCause(cause));
		return this.attempts;
	}

}
