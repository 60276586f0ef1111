package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.schedule.Threads;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every notification accepted by {@link NotificationDispatcher} ends in exactly one of
 * sent, dropped and unknown, whatever the bus does.
 */
@Timeout(120)
class NotificationAccountingTests {

	private static final int THREADS = 4;

	private final HostileBus bus = new HostileBus();

	private final OutcomeCounter outcomes = new OutcomeCounter();

	private final CountDownLatch go = new CountDownLatch(1);

	@ParameterizedTest
	@EnumSource
	void whenABusMisbehavesAtRandomThenTheCountersAddUp(OverflowPolicy overflow) throws InterruptedException {
		long seed = new Random().nextLong();
		this.bus.behaviour = hostile(new Random(seed));
		NotificationDispatcher dispatcher = new NotificationDispatcher(this.bus, new DispatcherSettings(500, overflow,
				64, Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(100)), this.outcomes, new Threads());
		List<Thread> publishers = publishers(dispatcher, 20_000);
		this.go.countDown();
		join(publishers);
		dispatcher.close();
		assertThat(this.outcomes.accepted).hasValue(THREADS * 20_000);
		assertThat(this.outcomes.ended()).as("seed %d: %s", seed, this.outcomes).isEqualTo(THREADS * 20_000);
		assertThat(this.outcomes.sent).as("seed %d: %s", seed, this.outcomes).hasPositiveValue();
		assertOrderPerSource(seed);
	}

	@RepeatedTest(100)
	void whenItIsClosedWhileOthersAnnounceThenTheCountersAddUp() throws InterruptedException {
		NotificationDispatcher dispatcher = new NotificationDispatcher(this.bus, new DispatcherSettings(10_000,
				OverflowPolicy.DROP_NEWEST, 16, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30)),
				this.outcomes, new Threads());
		List<Thread> publishers = publishers(dispatcher, 500);
		this.go.countDown();
		dispatcher.close();
		join(publishers);
		assertThat(this.outcomes.ended()).as("%s", this.outcomes).isEqualTo(THREADS * 500);
	}

	private List<Thread> publishers(NotificationDispatcher dispatcher, int count) {
		return IntStream.range(0, THREADS).mapToObj((thread) -> {
			Thread publisher = new Thread(() -> announce(dispatcher, thread, count));
			publisher.start();
			return publisher;
		}).toList();
	}

	/**
	 * Each thread has sources of its own, as each source has one acknowledging thread.
	 */
	private void announce(NotificationDispatcher dispatcher, int thread, int count) {
		List<Event> events = IntStream.range(0, 20)
			.mapToObj((source) -> PublishedEvents.event("source-" + thread + "-" + source))
			.toList();
		try {
			this.go.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		for (int i = 0; i < count; i++) {
			dispatcher.announce(events.get(i % events.size()), PublishedEvents.position(i));
			if (i % 100 == 0) {
				LockSupport.parkNanos(1000);
			}
		}
	}

	private static HostileBus.Behaviour hostile(Random random) {
		return (batch) -> {
			int size = batch.size();
			switch (random.nextInt(12)) {
				case 0 -> throw new IllegalStateException("bug in a bus");
				case 1 -> throw HostileBus.failure(0, size, 0);
				case 2 -> throw HostileBus.failure(0, 0, size);
				case 3 -> {
					int sent = random.nextInt(size + 1);
					int refused = random.nextInt(size - sent + 1);
					throw HostileBus.failure(sent, refused, size - sent - refused);
				}
				case 4 -> LockSupport.parkNanos(Duration.ofMillis(random.nextInt(30)).toNanos());
				default -> {
				}
			}
		};
	}

	private void assertOrderPerSource(long seed) {
		this.bus.sent()
			.stream()
			.collect(Collectors.groupingBy((notification) -> notification.source().id()))
			.values()
			.forEach((sent) -> assertThat(sent).as("seed %d", seed)
				.extracting((notification) -> notification.position().offset())
				.isSorted()
				.doesNotHaveDuplicates());
	}

	private static void join(List<Thread> threads) throws InterruptedException {
		for (Thread thread : threads) {
			thread.join();
		}
	}

}
