package io.github.dualstream.transport.nats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.NatsMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions, each through an ephemeral pull consumer without acknowledgements. A
 * consumer that may have missed something, such as after the connection was lost, is
 * replaced by one that begins at the next offset. For one thread, except for
 * {@link #wakeUp()}.
 */
final class PartitionFetcher implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PartitionFetcher.class);

	private static final int BATCH = 500;

	private static final int BATCH_BYTES = 4 * 1024 * 1024;

	/** Time after which the server ends a request without records. */
	private static final Duration EXPIRES = Duration.ofSeconds(10);

	/** Further time after which a request is considered lost. */
	private static final Duration GRACE = Duration.ofSeconds(2);

	/** Time after which the server removes a consumer that nobody asks. */
	private static final Duration INACTIVE = Duration.ofMinutes(2);

	private static final int TIMEOUT = 408;

	private static final int NO_MESSAGES = 404;

	private static final Message WOKEN = NatsMessage.builder().subject("woken").build();

	private final TopicStreams streams;

	private final Gaps gaps;

	private final Map<LogPartition, Cursor> cursors = new LinkedHashMap<>();

	/** Cursors by the names of their consumers, and by the subjects of their requests. */
	private final Map<String, Cursor> addresses = new HashMap<>();

	private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();

	private @Nullable Connection connection;

	private int session;

	private @Nullable Dispatcher dispatcher;

	private String inbox = "";

	private long requests;

	/**
	 * Create the fetcher.
	 * @param streams streams of the topics
	 * @param gaps handler of offsets that cannot be read
	 */
	PartitionFetcher(TopicStreams streams, Gaps gaps) {
		this.streams = streams;
		this.gaps = gaps;
	}

	/** Whether the partition is read from an offset on. */
	boolean isAt(LogPartition partition, long offset) {
		Cursor cursor = this.cursors.get(partition);
		return cursor != null && cursor.returned == offset;
	}

	Collection<LogPartition> partitions() {
		return List.copyOf(this.cursors.keySet());
	}

	/**
	 * Begin to read a partition.
	 * @param identity identity of its topic
	 * @param offset next offset to read
	 */
	void begin(LogPartition partition, String identity, long offset) {
		end(partition);
		this.cursors.put(partition, new Cursor(partition, identity, offset));
	}

	/** End reading a partition. Makes no request that is waited for. */
	void end(LogPartition partition) {
		Cursor cursor = this.cursors.remove(partition);
		if (cursor != null) {
			release(cursor);
		}
	}

	private void release(Cursor cursor) {
		Connection current = this.connection;
		if (current != null && !cursor.consumer.isEmpty() && current.getStatus() == Connection.Status.CONNECTED) {
			current.publish("$JS.API.CONSUMER.DELETE." + cursor.stream() + "." + cursor.consumer, new byte[0]);
		}
		this.addresses.remove(cursor.consumer);
		this.addresses.remove(cursor.request);
		cursor.consumer = "";
		cursor.outstanding = 0;
	}

	/** End the current or the next {@link #fetch} at once. Thread-safe. */
	void wakeUp() {
		this.arrived.add(WOKEN);
	}

	/**
	 * Return the next records, or wait for the first ones.
	 * @param wanted partitions to return, among those that were begun
	 * @param maxWait maximum time to wait
	 * @return batches of the partitions that have advanced
	 */
	Map<LogPartition, LogBatch> fetch(Collection<LogPartition> wanted, Duration maxWait) {
		connect();
		long deadline = System.nanoTime() + maxWait.toNanos();
		List<Cursor> chosen = new ArrayList<>();
		for (LogPartition partition : wanted) {
			Cursor cursor = this.cursors.get(partition);
			if (cursor != null && request(cursor)) {
				chosen.add(cursor);
			}
		}
		boolean woken = takeAll();
		while (!woken && chosen.stream().noneMatch(Cursor::hasAdvanced)) {
			Message message = take(deadline - System.nanoTime());
			if (message == null) {
				break;
			}
			woken = message == WOKEN || accept(message);
			woken |= takeAll();
		}
		return woken ? Map.of() : batches(chosen);
	}

	private static Map<LogPartition, LogBatch> batches(List<Cursor> chosen) {
		Map<LogPartition, LogBatch> batches = new HashMap<>();
		for (Cursor cursor : chosen) {
			if (cursor.hasAdvanced()) {
				batches.put(cursor.partition, cursor.take());
			}
		}
		return batches;
	}

	private @Nullable Message take(long nanos) {
		try {
			return this.arrived.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return WOKEN;
		}
	}

	/** Accept what is there. */
	private boolean takeAll() {
		boolean woken = false;
		for (Message message = this.arrived.poll(); message != null; message = this.arrived.poll()) {
			woken |= message == WOKEN || accept(message);
		}
		return woken;
	}

	/** Follow the connection: on another one, all consumers begin anew. */
	private void connect() {
		Connection current;
		try {
			current = this.streams.client().require();
		}
		catch (IllegalStateException ex) {
			throw new LogUnavailableException(String.valueOf(ex.getMessage()), ex);
		}
		int now = NatsClient.sessionOf(current);
		if (current == this.connection && now == this.session) {
			return;
		}
		if (current != this.connection) {
			this.inbox = current.createInbox();
			this.dispatcher = current.createDispatcher();
			this.dispatcher.subscribe(this.inbox + ".*", this.arrived::add);
		}
		this.connection = current;
		this.session = now;
		this.cursors.values().forEach(this::release);
	}

	/**
	 * Ask for the next records of a partition, unless that was done.
	 * @return whether the partition is still read
	 */
	private boolean request(Cursor cursor) {
		if (cursor.isLost()) {
			release(cursor);
		}
		if (cursor.consumer.isEmpty() && !open(cursor)) {
			this.cursors.remove(cursor.partition);
			return false;
		}
		if (cursor.outstanding > 0 || cursor.records.size() >= BATCH || this.connection == null) {
			return true;
		}
		if (cursor.learnsEnd()) {
			cursor.knownEnd = this.streams.require(cursor.partition.topic()).end();
		}
		this.addresses.remove(cursor.request);
		cursor.request = this.inbox + "." + ++this.requests;
		this.addresses.put(cursor.request, cursor);
		int batch = cursor.large ? 1 : BATCH;
		String limit = cursor.large ? "" : ",\"max_bytes\":" + BATCH_BYTES;
		cursor.large = false;
		cursor.outstanding = batch;
		cursor.received = 0;
		cursor.requestedAt = System.nanoTime();
		this.connection.publish("$JS.API.CONSUMER.MSG.NEXT." + cursor.stream() + "." + cursor.consumer, cursor.request,
				("{\"batch\":" + batch + limit + ",\"expires\":" + EXPIRES.toNanos() + "}")
					.getBytes(StandardCharsets.UTF_8));
		return true;
	}

	/**
	 * Create the consumer of a partition at its next offset.
	 * @return {@code false} if the partition is not to be read any more
	 */
	private boolean open(Cursor cursor) {
		String topic = cursor.partition.topic();
		TopicStream stream = this.streams.require(topic);
		if (!stream.identity().equals(cursor.identity)) {
			this.gaps.createdAgain(cursor.partition);
			return false;
		}
		if (cursor.next < stream.begin() || cursor.next > stream.end()) {
			cursor.next = this.gaps.resume(cursor.partition, cursor.next, stream);
		}
		ConsumerConfiguration configuration = ConsumerConfiguration.builder()
			.filterSubject(TopicStream.filterOf(topic, cursor.partition.number()))
			.ackPolicy(AckPolicy.None)
			.deliverPolicy(DeliverPolicy.ByStartSequence)
			.startSequence(cursor.next + 1)
			.inactiveThreshold(INACTIVE)
			.memStorage(true)
			.numReplicas(1)
			.build();
		cursor.consumer = this.streams.ask("Partition " + cursor.partition + " cannot be read",
				(current) -> this.streams.management(current)
					.addOrUpdateConsumer(cursor.stream(), configuration)
					.getName());
		cursor.delivered = 0;
		cursor.knownEnd = -1;
		this.addresses.put(cursor.consumer, cursor);
		return true;
	}

	/** Accept a message; returns {@code false}, so that the caller may go on. */
	private boolean accept(Message message) {
		if (message.isStatusMessage()) {
			Cursor cursor = this.addresses.get(message.getSubject());
			if (cursor != null) {
				onStatus(cursor, message.getStatus().getCode(), message.getStatus().getMessage());
			}
		}
		else if (message.isJetStream()) {
			Cursor cursor = this.addresses.get(message.metaData().getConsumer());
			if (cursor != null) {
				onRecord(cursor, message);
			}
		}
		return false;
	}

	private void onRecord(Cursor cursor, Message message) {
		if (message.metaData().consumerSequence() != cursor.delivered + 1) {
			logger.debug("Records of " + cursor.partition + " were lost on their way; they are read again");
			release(cursor);
			return;
		}
		cursor.delivered++;
		cursor.outstanding--;
		cursor.received++;
		NatsLogRecord record = NatsLogRecord.of(cursor.partition.topic(), message);
		cursor.records.add(record);
		cursor.next = record.position().offset() + 1;
	}

	private void onStatus(Cursor cursor, int code, String text) {
		if (code == TIMEOUT || code == NO_MESSAGES) {
			cursor.outstanding = 0;
			if (cursor.received == 0) {
				// nothing of this partition is below what was the end before the request
				cursor.next = Math.max(cursor.next, cursor.knownEnd);
			}
		}
		else if (text.contains("Batch Completed")) {
			cursor.outstanding = 0;
		}
		else if (text.contains("Size Exceeds")) {
			cursor.outstanding = 0;
			cursor.large = true;
		}
		else if (code != 100) {
			logger.debug("The consumer of " + cursor.partition + " has ended: " + code + " " + text);
			release(cursor);
		}
	}

	@Override
	public void close() {
		partitions().forEach(this::end);
		Connection current = this.connection;
		if (current != null && this.dispatcher != null && current.getStatus() != Connection.Status.CLOSED) {
			current.closeDispatcher(this.dispatcher);
		}
	}

	/**
	 * Handler of offsets that cannot be read.
	 */
	interface Gaps {

		/**
		 * Called for an offset that is before the beginning of its stream, or behind the
		 * end.
		 * @return offset at which to resume
		 */
		long resume(LogPartition partition, long offset, TopicStream stream);

		/**
		 * Called when the topic was deleted and created again: the partition is not read
		 * any more.
		 */
		void createdAgain(LogPartition partition);

	}

	/** Place in a partition. */
	private static final class Cursor {

		private final LogPartition partition;

		private final String identity;

		private final Deque<LogRecord> records = new ArrayDeque<>();

		/** Name of the consumer; empty without one. */
		private String consumer = "";

		/** Subject of the answers to the last request. */
		private String request = "";

		/** Number of records that were delivered by this consumer. */
		private long delivered;

		/** Next offset to receive. */
		private long next;

		/** Next offset to return. */
		private long returned;

		/** Number of records that were asked for and have not arrived. */
		private int outstanding;

		/** Number of records that have arrived for the last request. */
		private int received = 1;

		private long requestedAt;

		/** End of the stream before the last request; -1 if unknown. */
		private long knownEnd = -1;

		/** Whether the next record is larger than a batch. */
		private boolean large;

		Cursor(LogPartition partition, String identity, long offset) {
			this.partition = partition;
			this.identity = identity;
			this.next = offset;
			this.returned = offset;
		}

		String stream() {
			return TopicStream.nameOf(this.partition.topic());
		}

		boolean isLost() {
			Duration age = Duration.ofNanos(System.nanoTime() - this.requestedAt);
			return !this.consumer.isEmpty()
					&& age.compareTo((this.outstanding > 0) ? EXPIRES.plus(GRACE) : INACTIVE.minus(EXPIRES)) > 0;
		}

		/** Whether the last request brought nothing: the partition may be behind idly. */
		boolean learnsEnd() {
			return this.received == 0;
		}

		boolean hasAdvanced() {
			return this.next > this.returned;
		}

		LogBatch take() {
			LogBatch batch = new LogBatch(List.copyOf(this.records), this.next);
			this.records.clear();
			this.returned = this.next;
			return batch;
		}

	}

}
