package io.github.dualstream.codec;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to the log: encodes their data, finds their topics, and writes them as
 * records. Thread-safe.
 */
public final class EventAppender {

	private final EventEncoder encoder;

	private final EventCheck check;

	private final TopicRouting routing;

	private final EventWriter writer;

	private final EventLog log;

	private final int maxSize;

	/**
	 * Create an appender that accepts all events.
	 * @param encoder encoder of the events' data
	 * @param routing topics of source types
	 * @param writer writer of the records
	 * @param log log to append to
	 * @param maxSize maximum size of a record, in bytes
	 */
	public EventAppender(EventEncoder encoder, TopicRouting routing, EventWriter writer, EventLog log, int maxSize) {
		this(encoder, EventCheck.NONE, routing, writer, log, maxSize);
	}

	/**
	 * Create an appender.
	 * @param encoder encoder of the events' data
	 * @param check check of each encoded event
	 * @param routing topics of source types
	 * @param writer writer of the records
	 * @param log log to append to
	 * @param maxSize maximum size of a record, in bytes
	 */
	public EventAppender(EventEncoder encoder, EventCheck check, TopicRouting routing, EventWriter writer, EventLog log,
			int maxSize) {
		this.encoder = encoder;
		this.check = check;
		this.routing = routing;
		this.writer = writer;
		this.log = log;
		this.maxSize = maxSize;
	}

	/**
	 * Encode the data of an event, and check it.
	 * @param event the event
	 * @return the event with its data encoded
	 * @throws RejectedException if there is no event, its data cannot be written, or a
	 * check rejects it
	 */
	public EncodedEvent encode(@Nullable Event event) {
		return this.check.check(this.encoder.encode(event));
	}

	/**
	 * Topic of an event.
	 * @param event the event
	 * @return name of the topic
	 */
	public String topicOf(Event event) {
		return this.routing.topicOf(event.sourceType());
	}

	/**
	 * Append an event.
	 * @param event the event
	 * @return a future as of {@link EventLog#append}
	 */
	public CompletableFuture<Position> append(EncodedEvent event) {
		try {
			return this.log.append(record(event));
		}
		catch (RejectedException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Reject an event that {@link #append} would always reject.
	 * @param event the event
	 * @throws RejectedException if it can never be appended
	 */
	public void check(EncodedEvent event) {
		this.log.check(record(event));
	}

	private NewRecord record(EncodedEvent event) {
		NewRecord record = this.writer.write(topicOf(event.event()), event);
		int size = record.size();
		if (size > this.maxSize) {
			throw new RejectedException("data", "makes a record of " + size + " bytes, more than the " + this.maxSize
					+ " of dual-stream.publisher.max-event-size; publish a reference to it, or raise the limit");
		}
		return record;
	}

	/** Send all appended events and wait for their outcomes. */
	public void flush() {
		this.log.flush();
	}

}
