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

	private boolean blocked;

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
		return !this.standby && !this.blocked && (this.failure == null || System.nanoTime() - this.retryAt >= 0);
	}

	/** Whether the log does not have the next offset. */
	boolean isBlocked() {
		return this.blocked;
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
		this.checkpoint = this.checkpoint.at(next);
		this.batch = Math.min(this.maxBatch, 2 * this.batch);
		recover();
	}

	private void recover() {
		this.blocked = false;
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
	 * @param eventId id of its event; {@code null} if it cannot be read
	 * @param next offset behind it
	 * @param cause the failure
	 * @return number of failed attempts
	 */
	int failed(Position position, @Nullable String eventId, long next, Throwable cause) {
		int attempts = 1 + ((this.failure != null) ? this.failure.attempts() : 0);
		long backoff = Math.min(MAX_BACKOFF.toMillis(), MIN_BACKOFF_MILLIS << Math.min(attempts, 20));
		this.retryAt = System.nanoTime() + Duration.ofMillis(backoff).toNanos();
		this.failure = new GenerationStatus.Failure(position.toString(), eventId, next(), next, attempts,
				PrintableText.ofInnermostCause(cause));
		return attempts;
	}

	/**
	 * Wait as the log does not have the next offset.
	 * @param next offset that a skip continues at
	 * @param problem what happened to the log
	 * @return whether it did not wait before
	 */
	boolean block(long next, String problem) {
		boolean first = !this.blocked;
		this.blocked = true;
		this.failure = new GenerationStatus.Failure(this.checkpoint.partition().at(next()).toString(), null, next(),
				next, 1, problem);
		return first;
	}

	/** The log has the next offset. */
	void unblock() {
		if (this.blocked) {
			recover();
		}
	}

}
