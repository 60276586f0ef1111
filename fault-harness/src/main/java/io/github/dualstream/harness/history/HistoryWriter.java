package io.github.dualstream.harness.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Appends to the history of one process: a JSON object per line, handed to the operating
 * system before the method returns, so that a kill of the process loses at most the line
 * that is being written.
 * <p>
 * Safe for use by several threads. Methods throw {@link UncheckedIOException} when the
 * file cannot be written.
 */
public final class HistoryWriter implements AutoCloseable {

	private final String process;

	private final OutputStream file;

	private final AtomicLong operations = new AtomicLong();

	private HistoryWriter(String process, OutputStream file) {
		this.process = process;
		this.file = file;
	}

	/**
	 * Creates a history.
	 * @param file file of the history; must not exist, as each process has a file of its
	 * own
	 * @param process name of the process
	 * @return the writer, to be closed
	 */
	public static HistoryWriter create(Path file, String process) {
		try {
			return new HistoryWriter(process, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No history can be written to " + file, ex);
		}
	}

	/**
	 * Records a call of a publish, before it is made.
	 * @param event id of the event
	 * @param source source of the event, {@code type:id}
	 * @param sequence number of this publish among those of the source, from 1; 0 if
	 * several threads publish to it
	 * @return the number of this operation, for its outcome
	 */
	public long invoke(String event, String source, long sequence) {
		long operation = this.operations.incrementAndGet();
		append(EntryKind.INVOKE, operation, event, source, sequence, null, null);
		return operation;
	}

	/**
	 * Records that a publish was acknowledged.
	 * @param operation number of the operation
	 * @param position position of the event, {@code topic:partition:offset}
	 */
	public void ok(long operation, String position) {
		append(EntryKind.OK, operation, null, null, 0, position, null);
	}

	/**
	 * Records that a publish failed and the event is not in the log.
	 * @param operation number of the operation
	 * @param error reported failure
	 */
	public void fail(long operation, String error) {
		append(EntryKind.FAIL, operation, null, null, 0, null, error);
	}

	/**
	 * Records that a publish failed and the event may be in the log.
	 * @param operation number of the operation
	 * @param error reported failure
	 */
	public void unknown(long operation, String error) {
		append(EntryKind.UNKNOWN, operation, null, null, 0, null, error);
	}

	/**
	 * Records that a client starts to follow a source.
	 * @param source the source
	 * @param after position to follow after; {@code null} for the beginning
	 */
	public void follow(String source, @Nullable String after) {
		append(EntryKind.FOLLOW, 0, null, source, 0, after, null);
	}

	/**
	 * Records that a record was delivered to this consumer or client.
	 * @param event id of the event
	 * @param source source of the event
	 * @param position position of the record
	 */
	public void delivered(String event, String source, String position) {
		append(EntryKind.DELIVERED, 0, event, source, 0, position, null);
	}

	/**
	 * Records that a record is complete, before the consumer returns from it.
	 * @param position position of the record
	 */
	public void finished(String position) {
		append(EntryKind.FINISHED, 0, null, null, 0, position, null);
	}

	/**
	 * Records the committed offset of a consumer group, after it was read.
	 * @param position topic, partition and next offset to read
	 */
	public void committed(String position) {
		append(EntryKind.COMMITTED, 0, null, null, 0, position, null);
	}

	/**
	 * Records a reset of this client, which follows no source from then on.
	 * @param reason reason of the reset
	 */
	public void reset(String reason) {
		append(EntryKind.RESET, 0, null, null, 0, null, reason);
	}

	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The history of " + this.process + " could not be closed", ex);
		}
	}

	private void append(EntryKind kind, long operation, @Nullable String event, @Nullable String source, long sequence,
			@Nullable String position, @Nullable String detail) {
		HistoryEntry entry = new HistoryEntry(kind, this.process, operation, event, source, sequence, position, detail,
				System.nanoTime(), System.currentTimeMillis());
		byte[] line = (HistoryJson.MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
		synchronized (this.file) {
			try {
				this.file.write(line);
			}
			catch (IOException ex) {
				throw new UncheckedIOException("The history of " + this.process + " cannot be written", ex);
			}
		}
	}

}
