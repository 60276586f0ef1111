package io.github.dualstream.transport.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.transport.LogUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.StreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * Streams of the topics, and requests to JetStream. Thread-safe.
 */
final class TopicStreams {

	static final String SWITCHED_OFF = "JetStream is switched off at this NATS server; start it with --jetstream, or "
			+ "choose another dual-stream.transport.log";

	private static final int STREAM_NOT_FOUND = 10059;

	/** Time after which the number of partitions is asked for again. */
	private static final Duration MAX_AGE = Duration.ofSeconds(5);

	private final NatsClient client;

	private final Duration timeout;

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	/**
	 * Create it.
	 * @param client connection to NATS
	 * @param timeout maximum time to wait for an answer
	 */
	TopicStreams(NatsClient client, Duration timeout) {
		this.client = client;
		this.timeout = timeout;
	}

	NatsClient client() {
		return this.client;
	}

	/**
	 * Ask for the stream of a topic.
	 * @return the stream; {@code null} if there is none
	 */
	@Nullable TopicStream find(String topic) {
		TopicStream stream = ask("Topic '" + topic + "' cannot be looked up", (connection) -> {
			try {
				StreamInfo info = management(connection).getStreamInfo(TopicStream.nameOf(topic));
				return Optional.of(TopicStream.of(topic, info));
			}
			catch (JetStreamApiException ex) {
				if (ex.getApiErrorCode() == STREAM_NOT_FOUND) {
					return Optional.<TopicStream>empty();
				}
				throw ex;
			}
		}).orElse(null);
		this.known.put(topic, new Known((stream != null) ? stream.partitions() : 0, System.nanoTime()));
		return stream;
	}

	/**
	 * Ask for the stream of a topic that has to exist.
	 */
	TopicStream require(String topic) {
		TopicStream stream = find(topic);
		if (stream == null) {
			throw new LogUnavailableException(
					"Topic '" + topic + "' does not exist: there is no stream '" + TopicStream.nameOf(topic) + "'",
					null);
		}
		return stream;
	}

	/**
	 * Number of partitions of a topic; 0 without one. May be some seconds old, and older
	 * while NATS does not answer.
	 */
	int partitionsOf(String topic) {
		Known last = this.known.get(topic);
		if (last != null && last.partitions > 0 && System.nanoTime() - last.askedAt < MAX_AGE.toNanos()) {
			return last.partitions;
		}
		TopicStream stream = find(topic);
		return (stream != null) ? stream.partitions() : 0;
	}

	/**
	 * Number of partitions of a topic, for an append: asks only for a topic that is not
	 * known.
	 */
	int partitionsForAppend(String topic) {
		Known last = this.known.get(topic);
		if (last == null || last.partitions == 0) {
			return partitionsOf(topic);
		}
		if (System.nanoTime() - last.askedAt > MAX_AGE.toNanos()
				&& this.known.replace(topic, last, new Known(last.partitions, System.nanoTime()))) {
			this.client.thread().execute(() -> refresh(topic));
		}
		return last.partitions;
	}

	private void refresh(String topic) {
		if (this.client.isConnected()) {
			try {
				find(topic);
			}
			catch (LogUnavailableException ex) {
				// the append itself says so
				forget(topic);
			}
		}
	}

	/** Ask for a topic again before its next use. */
	void forget(String topic) {
		this.known.remove(topic);
	}

	JetStreamManagement management(Connection connection) throws IOException {
		return connection.jetStreamManagement(options(this.timeout));
	}

	static JetStreamOptions options(Duration timeout) {
		return JetStreamOptions.builder().requestTimeout(timeout).build();
	}

	/**
	 * Send requests and wait for the answers.
	 * @param problem start of the error message
	 * @param request the requests
	 * @param <T> type of the answer
	 * @return the answer
	 * @throws LogUnavailableException if there is no answer, or it is an error
	 */
	<T> T ask(String problem, Request<T> request) {
		Connection connection;
		try {
			connection = this.client.require();
		}
		catch (IllegalStateException ex) {
			throw new LogUnavailableException(problem + ": " + ex.getMessage(), ex);
		}
		try {
			return request.send(connection);
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			if (isSwitchedOff(connection, ex)) {
				// the client's own failure says nothing of it
				throw new LogUnavailableException(problem + ": " + SWITCHED_OFF, null);
			}
			throw new LogUnavailableException(problem + ": " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LogUnavailableException(problem + ": interrupted", ex);
		}
	}

	/** Whether a request has failed since the server has no JetStream. */
	static boolean isSwitchedOff(Connection connection, Exception failure) {
		return failure instanceof IOException && connection.getStatus() == Connection.Status.CONNECTED
				&& !connection.getServerInfo().isJetStreamAvailable();
	}

	/**
	 * Requests to JetStream.
	 *
	 * @param <T> type of the answer
	 */
	@FunctionalInterface
	interface Request<T> {

		T send(Connection connection) throws IOException, JetStreamApiException, InterruptedException;

	}

	private record Known(int partitions, long askedAt) {

	}

}
