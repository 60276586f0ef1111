package io.github.dualstream.transport.nats;

import java.util.concurrent.CompletionException;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.NewRecord;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusException;
import org.jspecify.annotations.Nullable;

/**
 * Determines the outcome of a failed append. An error that JetStream answers is certain,
 * as is the answer that nobody listens to the subject, and a failure before the record is
 * in the client's buffer. Everything else, in particular every timeout, may follow an
 * attempt that reached the server, and is unknown.
 */
final class AppendFailures {

	private static final int MESSAGE_TOO_LARGE = 10054;

	private AppendFailures() {
	}

	/**
	 * Create the exception for a record that did not get into the client's buffer.
	 */
	static DualStreamException notSent(NewRecord record, Exception failure) {
		if (failure instanceof IllegalArgumentException) {
			return new RejectedException("data", "makes a record that NATS does not accept in topic '" + record.topic()
					+ "': " + failure.getMessage(), failure);
		}
		return new PublishFailedException("The " + record.description() + " was not sent to topic '" + record.topic()
				+ "': " + failure.getMessage(), failure);
	}

	static PublishFailedException topicMissing(NewRecord record) {
		return new PublishFailedException("Topic '" + record.topic() + "' does not exist. Create it, such as by "
				+ "dual-stream.topic-management.strategy=create-only; " + record.description() + " was not sent", null);
	}

	static BackpressureException noRoom(NewRecord record, Throwable cause) {
		return new BackpressureException("No room for " + record.description() + " of topic '" + record.topic()
				+ "' within dual-stream.publisher.max-block: NATS has not acknowledged earlier ones", cause);
	}

	/**
	 * Determine the outcome.
	 * @param record the record
	 * @param failure failure of the request
	 * @param denied what the server does not allow this user in the topic, which it says
	 * without naming the request; {@code null} for nothing
	 * @return the exception to complete the append with
	 */
	static DualStreamException classify(NewRecord record, Throwable failure, @Nullable String denied) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof JetStreamApiException refusal) {
			return (refusal.getApiErrorCode() == MESSAGE_TOO_LARGE)
					? new RejectedException("data",
							"makes a record that is too large for topic '" + record.topic()
									+ "' (maximum message size of its stream)",
							cause)
					: new PublishFailedException("Topic '" + record.topic() + "' did not accept " + record.description()
							+ ": " + cause.getMessage(), cause);
		}
		if (cause instanceof JetStreamStatusException) {
			return new PublishFailedException(
					"No stream takes " + record.description() + " of topic '" + record.topic()
							+ "': it was deleted, has no leader, or JetStream is switched off. Nothing was stored",
					cause);
		}
		return new UnknownOutcomeException("Topic '" + record.topic() + "' did not acknowledge " + record.description()
				+ "; it may be in the log: "
				+ ((denied != null) ? "NATS does not allow this user to append: " + denied : cause.getMessage()),
				cause);
	}

	/** Whether the topic may have another stream by now. */
	static boolean concernsTopic(Throwable failure) {
		return failure instanceof JetStreamStatusException || failure.getCause() instanceof JetStreamStatusException;
	}

}
