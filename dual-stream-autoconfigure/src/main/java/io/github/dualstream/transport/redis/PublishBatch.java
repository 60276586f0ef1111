package io.github.dualstream.transport.redis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import io.github.dualstream.transport.NotificationException;
import org.springframework.dao.QueryTimeoutException;

/**
 * The notifications of one round trip.
 *
 * @param pending the notifications, in order
 */
record PublishBatch(List<PendingPublish> pending) {

	/**
	 * Wait for what is still to come.
	 * @param deadline of {@link System#nanoTime()}
	 * @return whether nothing is to come any more
	 */
	boolean await(long deadline) {
		for (PendingPublish publish : this.pending) {
			if (!publish.await(deadline)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The notifications that Redis may still answer.
	 * @return the rest of the batch
	 */
	PublishBatch unanswered() {
		return new PublishBatch(this.pending.stream().filter((publish) -> !publish.isDone()).toList());
	}

	boolean isEmpty() {
		return this.pending.isEmpty();
	}

	/**
	 * Take stock.
	 * @throws NotificationException if not everything was sent
	 */
	void requireSent() throws NotificationException {
		Map<PublishStatus, Integer> counts = new EnumMap<>(PublishStatus.class);
		this.pending.forEach((publish) -> counts.merge(publish.settle(), 1, Integer::sum));
		int sent = counts.getOrDefault(PublishStatus.SENT, 0);
		if (sent < this.pending.size()) {
			throw new NotificationException(sent, counts.getOrDefault(PublishStatus.REFUSED, 0),
					counts.getOrDefault(PublishStatus.UNKNOWN, 0), firstFailure());
		}
	}

	private Throwable firstFailure() {
		return this.pending.stream()
			.map(PendingPublish::failure)
			.filter((failure) -> failure != null && !(failure instanceof CancellationException))
			.findFirst()
			.orElseGet(() -> new QueryTimeoutException("No reply from Redis in time"));
	}

}
