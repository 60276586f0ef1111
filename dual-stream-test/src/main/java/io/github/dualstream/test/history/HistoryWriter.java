package io.github.dualstream.test.history;

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
	 * Begins a history.
	 * @param file where it goes; must not exist, as each process has a file of its own
	 * @param process the process's name
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
	 * Tells, before it is made, that a publish is called.
	 * @param event id of the event
	 * @param source its source, {@code type:id}
	 * @param sequence number of this publish among those of the source, from 1; 0 where
	 * several threads publish to it
	 * @return the number of this operation, for its outcome
	 */
	public long invoke(String event, String source, long sequence) {
		long operation = this.operations.incrementAndGet();
		append(EntryKind.INVOKE, operation, event, source, sequence, null, null);
		return operation;
	}

	/**
	 * Tells that a publish was acknowledged.
	 * @param operation its number
	 * @param position where the event lies, {@code topic:partition:offset}
	 */
	public void ok(long operation, String position) {
		append(EntryKind.OK, operation, null, null, 0, position, null);
	}

	/**
	 * Tells that a publish failed and the event is not in the log.
	 * @param operation its number
	 * @param error what was reported
	 */
	public void fail(long operation, String error) {
		append(EntryKind.FAIL, operation, null, null, 0, null, error);
	}

	/**
	 * Tells that a publish failed and the event may be in the log.
	 * @param operation its number
	 * @param error what was reported
	 */
	public void unknown(long operation, String error) {
		append(EntryKind.UNKNOWN, operation, null, null, 0, null, error);
	}

	/**
	 * Tells that a client begins to follow a source.
	 * @param source the source
	 * @param after the position after which it wants to see everything; {@code null}:
	 * from the beginning
	 */
	public void follow(String source, @Nullable String after) {
		append(EntryKind.FOLLOW, 0, null, source, 0, after, null);
	}

	/**
	 * Tells that a record was handed to this consumer or client.
	 * @param event id of its event
	 * @param source its source
	 * @param position where it lies
	 */
	public void delivered(String event, String source, String position) {
		append(EntryKind.DELIVERED, 0, event, source, 0, position, null);
	}

	/**
	 * Tells, before the consumer returns from it, that a record is done.
	 * @param position where the record lies
	 */
	public void finished(String position) {
		append(EntryKind.FINISHED, 0, null, null, 0, position, null);
	}

	/**
	 * Tells, after it was read, what the committed offset of a consumer group is.
	 * @param position topic, partition and the offset to be read next
	 */
	public void committed(String position) {
		append(EntryKind.COMMITTED, 0, null, null, 0, position, null);
	}

	/**
	 * Tells that this client must reload; it follows nothing any more.
	 * @param reason what it was told
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
