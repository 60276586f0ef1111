package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.publisher.NotificationQueue.Offer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DropNewestQueue}.
 */
class DropNewestQueueTests {

	private final DropNewestQueue queue = new DropNewestQueue(3);

	@Test
	void whenThereIsRoomThenNotificationsAreTakenInOrderUpToTheMaximum() throws InterruptedException {
		List<PendingNotification> offered = List.of(pending("a"), pending("b"), pending("a"));
		assertThat(offered).allSatisfy((pending) -> assertThat(this.queue.offer(pending)).isEqualTo(Offer.ADDED));
		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(this.queue.take(2, Duration.ZERO)).containsExactlyElementsOf(offered.subList(0, 2));
		assertThat(this.queue.take(2, Duration.ZERO)).containsExactly(offered.get(2));
	}

	@Test
	void whenItIsFullThenTheNewestIsRefused() throws InterruptedException {
		List<PendingNotification> kept = List.of(pending("a"), pending("b"), pending("c"));
		kept.forEach(this.queue::offer);
		assertThat(this.queue.offer(pending("a"))).isEqualTo(Offer.FULL);
		assertThat(this.queue.take(10, Duration.ZERO)).containsExactlyElementsOf(kept);
	}

	@Test
	void whenItIsEmptyThenNothingIsTaken() throws InterruptedException {
		assertThat(this.queue.take(10, Duration.ZERO)).isEmpty();
		assertThat(this.queue.take(10, Duration.ofMillis(1))).isEmpty();
	}

	@Test
	void whenItIsClearedThenTheNumberIsTold() {
		List.of(pending("a"), pending("b")).forEach(this.queue::offer);
		assertThat(this.queue.clear()).isEqualTo(2);
		assertThat(this.queue.clear()).isZero();
		assertThat(this.queue.size()).isZero();
	}

	private static PendingNotification pending(String sourceId) {
		return PublishedEvents.pending(sourceId, 0);
	}

}
