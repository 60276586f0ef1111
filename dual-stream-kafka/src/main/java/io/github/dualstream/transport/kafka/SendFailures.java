package io.github.dualstream.transport.kafka;

import java.util.concurrent.ExecutionException;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.NewRecord;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

import org.springframework.kafka.KafkaException;

/**
 * Determines the outcome of a failed send. Only failures that the broker reports for a
 * rejected record, or that happen before the record is in the producer's buffer, are
 * certain. Everything else, in particular every timeout, may follow an attempt that
 * reached the broker, and is unknown.
 */
final class SendFailures {

	private SendFailures() {
	}

	static PublishFailedException topicUnavailable(String topic, Throwable failure) {
		Throwable cause = unwrap(failure);
		return new PublishFailedException("Topic '" + topic + "' is not available: " + cause.getMessage()
				+ " Nothing was sent. Check that Kafka can be reached, that the topic exists, and that this application"
				+ " is authorized to write to it; dual-stream.publisher.max-block is the maximum time to wait.", cause);
	}

	/**
	 * Create the exception for a failure of the producer itself, such as after its close:
	 * the record did not get into its buffer.
	 */
	static PublishFailedException notSent(NewRecord record, Throwable failure) {
		return new PublishFailedException("The " + record.description() + " was not sent to topic '" + record.topic()
				+ "': " + failure.getMessage(), failure);
	}

	static DualStreamException classify(NewRecord record, Throwable failure) {
		String topic = record.topic();
		Throwable cause = unwrap(failure);
		if (cause instanceof BufferExhaustedException) {
			return new BackpressureException("No room for " + record.description() + " of topic '" + topic
					+ "' within dual-stream.publisher.max-block; the size of the buffer is spring.kafka.producer.buffer-memory",
					cause);
		}
		if (cause instanceof RecordTooLargeException) {
			return new RejectedException("data", "makes a record that is too large for topic '" + topic
					+ "' (max.message.bytes): " + cause.getMessage(), cause);
		}
		if (isCertain(cause)) {
			return new PublishFailedException(
					"Topic '" + topic + "' did not accept " + record.description() + ": " + cause.getMessage(), cause);
		}
		return new UnknownOutcomeException("Topic '" + topic + "' did not acknowledge " + record.description()
				+ "; it may be in the log: " + cause.getMessage(), cause);
	}

	static boolean isTimeout(Throwable failure) {
		return unwrap(failure) instanceof TimeoutException;
	}

	private static boolean isCertain(Throwable cause) {
		return cause instanceof InvalidTopicException || cause instanceof TopicAuthorizationException
				|| cause instanceof ClusterAuthorizationException || cause instanceof InterruptException
				|| cause instanceof IllegalStateException;
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure;
		while ((cause instanceof KafkaException || cause instanceof ExecutionException) && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

}
