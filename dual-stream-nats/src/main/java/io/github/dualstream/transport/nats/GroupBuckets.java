package io.github.dualstream.transport.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;

import io.github.dualstream.transport.LogUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.KeyValueOptions;
import io.nats.client.PurgeOptions;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.Subject;

/**
 * Key-value buckets of the consumer groups: one for leases and members, whose entries
 * expire by the server's clock unless they are written again, and one for committed
 * offsets. They are created by their first use. Thread-safe.
 */
final class GroupBuckets {

	/** Bucket of leases and members. */
	static final String LEASES = "dual-stream-leases";

	/** Bucket of committed offsets. */
	static final String OFFSETS = "dual-stream-offsets";

	/** Time until an entry of {@link #LEASES} expires, the same in all applications. */
	static final Duration LEASE = Duration.ofSeconds(10);

	/** The key has another revision than expected. */
	private static final int WRONG_REVISION = 10071;

	/** The bucket exists, with other settings. */
	private static final int EXISTS = 10058;

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final TopicStreams streams;

	private final int replicas;

	private volatile boolean created;

	GroupBuckets(TopicStreams streams, int replicas) {
		this.streams = streams;
		this.replicas = replicas;
	}

	/** Whether another member has changed the key meanwhile. */
	static boolean isConflict(JetStreamApiException failure) {
		return failure.getApiErrorCode() == WRONG_REVISION;
	}

	<T> T ask(String bucket, String problem, Request<T> request) {
		return ask(bucket, problem, TIMEOUT, request);
	}

	/**
	 * Send requests to a bucket and wait for the answers.
	 * @throws LogUnavailableException if there is no answer, or it is an error
	 */
	<T> T ask(String bucket, String problem, Duration timeout, Request<T> request) {
		try {
			return this.streams.ask(problem, (connection) -> {
				create(connection);
				return request.send(connection.keyValue(bucket,
						KeyValueOptions.builder().jetStreamOptions(TopicStreams.options(timeout)).build()));
			});
		}
		catch (LogUnavailableException ex) {
			// somebody may have deleted them
			this.created = false;
			throw ex;
		}
	}

	private void create(Connection connection) throws IOException, JetStreamApiException {
		if (!this.created) {
			create(connection,
					KeyValueConfiguration.builder()
						.name(LEASES)
						.description("Members and leases of consumer groups of dual-stream")
						.ttl(LEASE));
			create(connection,
					KeyValueConfiguration.builder()
						.name(OFFSETS)
						.description("Committed offsets of consumer groups of dual-stream"));
			this.created = true;
		}
	}

	private void create(Connection connection, KeyValueConfiguration.Builder bucket)
			throws IOException, JetStreamApiException {
		try {
			connection.keyValueManagement()
				.create(bucket.storageType(StorageType.File).replicas(this.replicas).build());
		}
		catch (JetStreamApiException ex) {
			if (ex.getApiErrorCode() != EXISTS) {
				throw ex;
			}
		}
	}

	/** Last parts of the keys below a key. */
	Collection<String> namesBelow(String bucket, String key) {
		String prefix = subjectOf(bucket, key) + ".";
		return ask(bucket, "The keys of " + bucket + " cannot be read",
				(entries) -> this.streams.ask("The keys of " + bucket + " cannot be read",
						(connection) -> this.streams.management(connection)
							.getStreamInfo("KV_" + bucket, StreamInfoOptions.filterSubjects(prefix + ">"))
							.getStreamState()
							.getSubjects()
							.stream()
							.map(Subject::getName)
							.map((subject) -> subject.substring(prefix.length()))
							.toList()));
	}

	/** Remove a key, or with {@code .>} all keys below one, without a trace. */
	void remove(String bucket, String keys) {
		ask(bucket, "The keys " + keys + " of " + bucket + " cannot be removed",
				(entries) -> this.streams.ask("The keys " + keys + " of " + bucket + " cannot be removed",
						(connection) -> this.streams.management(connection)
							.purgeStream("KV_" + bucket, PurgeOptions.subject(subjectOf(bucket, keys)))));
	}

	private static String subjectOf(String bucket, String key) {
		return "$KV." + bucket + "." + key;
	}

	/**
	 * Requests to a bucket.
	 *
	 * @param <T> type of the answer
	 */
	@FunctionalInterface
	interface Request<T> {

		T send(KeyValue entries) throws IOException, JetStreamApiException, InterruptedException;

	}

}
