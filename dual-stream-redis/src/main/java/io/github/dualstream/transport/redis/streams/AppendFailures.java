package io.github.dualstream.transport.redis.streams;

import java.util.concurrent.TimeoutException;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.NewRecord;
import io.lettuce.core.RedisCommandExecutionException;

/**
 * Determines the outcome of a failed append. Only an error that Redis answered, and a
 * failure before the command was written, are certain. Everything else may follow a
 * command that reached Redis, and is unknown.
 */
final class AppendFailures {

	/** Beginning of Lettuce's message, which has no type of its own. */
	private static final String NOT_CONNECTED = "Currently not connected";

	private AppendFailures() {
	}

	static PublishFailedException topicUnavailable(String topic, Throwable failure) {
		Throwable cause = StreamConnection.causeOf(failure);
		return new PublishFailedException("Topic '" + topic + "' is not available: " + RedisErrors.explain(cause)
				+ ". Nothing was sent. Check that Redis can be reached, and that this application is authorized to write"
				+ " to it; the connection is configured by spring.data.redis", cause);
	}

	static PublishFailedException noSuchTopic(String topic) {
		return new PublishFailedException("Topic '" + topic + "' does not exist, and none is created by an append while"
				+ " dual-stream.redis-streams.partitions is 0. Create it by dual-stream.topics", null);
	}

	static PublishFailedException notSent(NewRecord record, Throwable failure) {
		Throwable cause = StreamConnection.causeOf(failure);
		return new PublishFailedException("The " + record.description() + " was not sent to topic '" + record.topic()
				+ "': " + RedisErrors.explain(cause), cause);
	}

	static DualStreamException classify(NewRecord record, Throwable failure) {
		Throwable cause = StreamConnection.causeOf(failure);
		if (cause instanceof RedisCommandExecutionException) {
			return new PublishFailedException("Topic '" + record.topic() + "' did not accept " + record.description()
					+ ": " + RedisErrors.explain(cause), cause);
		}
		if (cause.getMessage() != null && cause.getMessage().startsWith(NOT_CONNECTED)) {
			return notSent(record, cause);
		}
		String reason = (cause instanceof TimeoutException) ? "no answer within dual-stream.publisher.delivery-timeout"
				: RedisErrors.explain(cause);
		return new UnknownOutcomeException("Topic '" + record.topic() + "' did not acknowledge " + record.description()
				+ "; it may be in the log: " + reason, cause);
	}

}
