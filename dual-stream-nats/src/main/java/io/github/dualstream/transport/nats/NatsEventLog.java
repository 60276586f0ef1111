package io.github.dualstream.transport.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.AppendBuffer;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Event log on NATS JetStream: a topic is a stream, a partition one of its subjects.
 * <p>
 * An append is acknowledged once the stream has stored the record, with replicas once a
 * majority has. While the connection is lost, records are kept and sent once it is there
 * again. An event that is appended again, such as after an unknown outcome, is stored
 * once within the duplicate window of the stream. NATS need not be available when the log
 * is created.
 */
public final class NatsEventLog implements EventLog, AppendBuffer, ConnectionProbe, AutoCloseable {

	static final String NAME = "dual-stream-nats-log";

	/** As in Kafka's producer. */
	private static final long BUFFER = 32 * 1024 * 1024;

	private final NatsLogOptions options;

	private final AppendWindow window = new AppendWindow(BUFFER);

	/** Answers that have not arrived, by objects that are their own only. */
	private final Map<Object, CompletableFuture<Message>> awaited = new ConcurrentHashMap<>();

	private final NatsClient client;

	private final TopicStreams streams;

	/**
	 * Create the log and start to connect.
	 * @param connections connections to NATS
	 * @param options limits of the log
	 */
	public NatsEventLog(NatsConnections connections, NatsLogOptions options) {
		this.options = options;
		this.client = connections.client(NAME, BUFFER, new Interruptions());
		this.streams = new TopicStreams(this.client, options.requestTimeout());
		this.client.start();
	}

	TopicStreams streams() {
		return this.streams;
	}

	int groupReplicas() {
		return this.options.groupReplicas();
	}

	@Override
	public CompletableFuture<Position> append(NewRecord record) {
		try {
			check(record);
			return send(record, partitionOf(record));
		}
		catch (DualStreamException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public void check(NewRecord record) {
		if (record.size() > this.options.maxEventBytes()) {
			throw new RejectedException("data", "makes a record of " + record.size() + " bytes for topic '"
					+ record.topic() + "', more than dual-stream.publisher.max-event-size");
		}
	}

	private int partitionOf(NewRecord record) {
		int partitions;
		try {
			partitions = this.streams.partitionsForAppend(record.topic());
		}
		catch (LogUnavailableException ex) {
			throw new PublishFailedException("The " + record.description() + " was not sent: " + ex.getMessage(), ex);
		}
		if (partitions == 0) {
			throw AppendFailures.topicMissing(record);
		}
		Integer partition = record.partition();
		if (partition != null) {
			return partition % partitions;
		}
		RecordKey key = record.key();
		return (key != null) ? partitionOf(key, partitions) : ThreadLocalRandom.current().nextInt(partitions);
	}

	/** The same for all programs: the CRC-32 of the key, modulo the partitions. */
	static int partitionOf(RecordKey key, int partitions) {
		CRC32 crc = new CRC32();
		crc.update(key.bytes());
		return (int) (crc.getValue() % partitions);
	}

	private CompletableFuture<Position> send(NewRecord record, int partition) {
		String subject = RecordFormat.subjectOf(record.topic(), partition, record.key());
		Headers headers = RecordFormat.headersOf(record);
		byte[] value = record.value();
		int size = record.size();
		acquire(record, size);
		CompletableFuture<Message> answer;
		try {
			answer = this.client.requireKept()
				.requestWithTimeout(subject, headers, (value != null) ? value : new byte[0],
						this.options.deliveryTimeout());
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			this.window.release(size);
			throw AppendFailures.notSent(record, ex);
		}
		CompletableFuture<Position> position = new CompletableFuture<>();
		Object key = new Object();
		this.awaited.put(key, answer);
		CompletableFuture<Message> unused = answer.whenComplete((message, failure) -> {
			this.awaited.remove(key);
			try {
				position.complete(outcome(record, partition, message, failure));
			}
			catch (DualStreamException ex) {
				position.completeExceptionally(ex);
			}
			finally {
				// a flush waits for the outcomes, not only for the answers
				this.window.release(size);
			}
		});
		return position;
	}

	private void acquire(NewRecord record, int size) {
		try {
			if (!this.window.acquire(size, this.options.maxBlock())) {
				throw AppendFailures.noRoom(record, new TimeoutException("no room"));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw AppendFailures.notSent(record, ex);
		}
	}

	private Position outcome(NewRecord record, int partition, @Nullable Message answer, @Nullable Throwable failure) {
		Throwable cause = failure;
		if (answer != null) {
			try {
				return new Position(record.topic(), partition, new PublishAck(answer).getSeqno() - 1);
			}
			catch (IOException | JetStreamApiException ex) {
				cause = ex;
			}
		}
		Throwable known = (cause != null) ? cause : new IllegalStateException("no answer");
		if (AppendFailures.concernsTopic(known)) {
			this.streams.forget(record.topic());
		}
		String denied = this.client.denied();
		boolean concerned = denied != null && denied.contains('"' + TopicStream.nameOf(record.topic()) + '.');
		throw AppendFailures.classify(record, known, concerned ? denied : null);
	}

	@Override
	public String system() {
		return "nats";
	}

	@Override
	public void flush() {
		try {
			this.window.awaitEmpty(this.options.deliveryTimeout().plus(Duration.ofSeconds(2)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public long usedBytes() {
		return this.window.usedBytes();
	}

	@Override
	public long capacityBytes() {
		return this.window.capacityBytes();
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalStateException if there is no connection, if JetStream is switched
	 * off, or if NATS does not allow this user to use it
	 */
	@Override
	public Map<String, Object> probe(Duration timeout) throws Exception {
		Connection connection = this.client.require();
		NatsClient.roundTrip(connection, NatsClient.sessionOf(connection), timeout);
		try {
			connection.jetStreamManagement(TopicStreams.options(timeout)).getAccountStatistics();
		}
		catch (IOException ex) {
			if (TopicStreams.isSwitchedOff(connection, ex)) {
				// the client's own failure says nothing of it
				throw new IllegalStateException(TopicStreams.SWITCHED_OFF);
			}
			throw ex;
		}
		return Map.of("version", connection.getServerInfo().getVersion());
	}

	/**
	 * Close the connection. Appends in flight become unknown.
	 */
	@Override
	public void close() {
		this.client.close();
	}

	/**
	 * Ends what was in flight on a connection that was lost. The server may process it
	 * after what is sent on the next connection, and answer there: it would be
	 * acknowledged out of order.
	 */
	private final class Interruptions implements NatsClient.Listener {

		@Override
		public void connected(Connection connection) {
			// jnats sends what it has kept
		}

		@Override
		public void disconnected() {
			NatsEventLog.this.awaited.values()
				.forEach((answer) -> answer.completeExceptionally(
						new IllegalStateException("the connection to NATS was lost before the answer")));
		}

	}

}
