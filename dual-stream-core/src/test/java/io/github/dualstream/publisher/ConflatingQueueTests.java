package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.publisher.NotificationQueue.Offer;
import io.github.dualstream.transport.Notification;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConflatingQueue}.
 */
class ConflatingQueueTests {

	private final ConflatingQueue queue = new ConflatingQueue(3);

	@Test
	void whenASourceWaitsAlreadyThenItsNewestTakesThePlaceOfItsOldest() throws InterruptedException {
		assertThat(offer("a", 0)).isEqualTo(Offer.ADDED);
		assertThat(offer("b", 1)).isEqualTo(Offer.ADDED);
		assertThat(offer("a", 2)).isEqualTo(Offer.REPLACED);
		assertThat(this.queue.size()).isEqualTo(2);
		assertThat(take(10)).containsExactly("a@2", "b@1");
	}

	@Test
	void whenASourceWasTakenThenItsNextGoesToTheEnd() throws InterruptedException {
		offer("a", 0);
		offer("b", 1);
		assertThat(take(1)).containsExactly("a@0");
		assertThat(offer("a", 2)).isEqualTo(Offer.ADDED);
		assertThat(take(10)).containsExactly("b@1", "a@2");
	}

	@Test
	void whenItIsFullThenWaitingSourcesAreReplacedAndFurtherOnesRefused() throws InterruptedException {
		List.of("a", "b", "c").forEach((source) -> offer(source, 0));
		assertThat(offer("d", 1)).isEqualTo(Offer.FULL);
		assertThat(offer("c", 2)).isEqualTo(Offer.REPLACED);
		assertThat(take(10)).containsExactly("a@0", "b@0", "c@2");
	}

	@Test
	void whenTwoSourcesShareTheirIdThenBothWait() {
		offer("a", 0);
		Event other = Event.of("repo", "a", "repo.pushed", "data");
		assertThat(
				this.queue.offer(new PendingNotification(Notification.of(other, PublishedEvents.position(1), null), 0)))
			.isEqualTo(Offer.ADDED);
	}

	@Test
	void whenSomethingArrivesWhileATakerWaitsThenItIsTaken() throws Exception {
		CompletableFuture<List<PendingNotification>> taken = CompletableFuture.supplyAsync(() -> {
			try {
				return this.queue.take(10, Duration.ofSeconds(30));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		offer("a", 0);
		assertThat(taken).succeedsWithin(Duration.ofSeconds(10)).satisfies((batch) -> assertThat(batch).hasSize(1));
	}

	@Test
	void whenItIsEmptyThenNothingIsTaken() throws InterruptedException {
		assertThat(this.queue.take(10, Duration.ZERO)).isEmpty();
		assertThat(this.queue.take(10, Duration.ofMillis(1))).isEmpty();
	}

	@Test
	void whenSeveralThreadsOfferThenEachOfferIsAccountedFor() throws InterruptedException {
		List<Offer> offers = IntStream.range(0, 10_000)
			.parallel()
			.mapToObj((i) -> offer(Integer.toString(i % 5), i))
			.toList();
		assertThat(offers).filteredOn(Offer.ADDED::equals).hasSize(3);
		assertThat(this.queue.clear()).isEqualTo(3);
		assertThat(this.queue.size()).isZero();
	}

	private Offer offer(String sourceId, long offset) {
		return this.queue.offer(PublishedEvents.pending(sourceId, offset));
	}

	private List<String> take(int max) throws InterruptedException {
		return this.queue.take(max, Duration.ZERO)
			.stream()
			.map((pending) -> pending.notification().source().id() + "@" + pending.notification().position().offset())
			.toList();
	}

}
