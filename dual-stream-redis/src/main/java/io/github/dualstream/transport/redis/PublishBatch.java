package io.github.dualstream.transport.redis;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationCodec;
import io.github.dualstream.transport.NotificationException;
import io.lettuce.core.protocol.CommandType;

import org.springframework.dao.QueryTimeoutException;

/**
 * Batch of notifications for one round trip.
 *
 * @param commands command of each notification, in order
 * @param unanswered latch for the commands that may still be answered
 */
record PublishBatch(List<PublishCommand> commands, CountDownLatch unanswered) {

	static PublishBatch of(List<Notification> notifications, NotificationCodec codec, CommandType type) {
		CountDownLatch unanswered = new CountDownLatch(notifications.size());
		return new PublishBatch(notifications.stream()
			.map((notification) -> new PublishCommand(type,
					codec.channelOf(notification).getBytes(StandardCharsets.UTF_8), codec.encode(notification),
					unanswered))
			.toList(), unanswered);
	}

	/**
	 * Wait for the outstanding answers.
	 * @param deadline the deadline by {@link System#nanoTime()}
	 * @return whether all answers have arrived
	 */
	boolean await(long deadline) {
		try {
			return this.unanswered.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.unanswered.getCount() == 0;
		}
	}

	/**
	 * Complete the commands that could not be sent.
	 * @param reason reason why they could not be sent
	 */
	void refuse(RuntimeException reason) {
		this.commands.forEach((command) -> command.completeExceptionally(reason));
	}

	/**
	 * Require that all notifications were sent.
	 * @param mode kind of Pub/Sub, which explains failures
	 * @throws NotificationException if not everything was sent
	 */
	void requireSent(PubSubMode mode) throws NotificationException {
		Map<PublishStatus, Integer> counts = new EnumMap<>(PublishStatus.class);
		this.commands.forEach((command) -> counts.merge(command.settle(), 1, Integer::sum));
		int sent = counts.getOrDefault(PublishStatus.SENT, 0);
		if (sent < this.commands.size()) {
			throw new NotificationException(sent, counts.getOrDefault(PublishStatus.REFUSED, 0),
					counts.getOrDefault(PublishStatus.UNKNOWN, 0), mode.explain(firstFailure()));
		}
	}

	private Throwable firstFailure() {
		return this.commands.stream()
			.map(PublishCommand::failure)
			.filter(Objects::nonNull)
			.findFirst()
			.orElseGet(() -> new QueryTimeoutException("No reply from Redis in time"));
	}

}
