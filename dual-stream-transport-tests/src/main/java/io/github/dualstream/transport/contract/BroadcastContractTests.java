package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.ConsumerListener;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.RetryPolicy;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StoredEvent;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Broadcasts on a log: each instance receives every event from now on, and the log knows
 * nothing about it. They need nothing but the readers of {@link LogContractTests}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BroadcastContractTests {

	/** Maximum time to wait for something that happens in the background. */
	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final List<EventConsumer> consumers = new CopyOnWriteArrayList<>();

	private LogUnderTest transport;

	/**
	 * Open the log of the transport.
	 * @return the log, closed after all tests
	 */
	protected abstract LogUnderTest open();

	@BeforeAll
	void openTransport() {
		this.transport = open();
	}

	@AfterEach
	void stopConsumers() {
		this.consumers.forEach(EventConsumer::stop);
		this.consumers.clear();
	}

	@AfterAll
	void closeTransport() {
		this.transport.close();
	}

	@Test
	void eachInstanceReceivesEveryEventFromNowOnInOrderPerSource() {
		String topic = topic(3);
		append(topic, "before", 1);
		List<Instance> instances = List.of(new Instance(topic), new Instance(topic));
		instances.forEach((instance) -> instance.start(3));
		List<Position> positions = IntStream.range(0, 90).mapToObj((i) -> append(topic, "source-" + i % 9, i)).toList();
		for (Instance instance : instances) {
			await().until(() -> instance.handled.size() >= positions.size());
			assertThat(instance.handled).extracting(StoredEvent::position)
				.containsExactlyInAnyOrderElementsOf(positions);
			Map<String, Long> last = new ConcurrentHashMap<>();
			instance.handled
				.forEach((event) -> assertThat(last.put(event.event().sourceId(), event.position().offset()))
					.satisfiesAnyOf((before) -> assertThat(before).isNull(),
							(before) -> assertThat(before).isLessThan(event.position().offset())));
		}
	}

	@Test
	void theLogKnowsNoGroupAfterwards() {
		String topic = topic(1);
		Instance instance = new Instance(topic);
		instance.start(1);
		append(topic, "a", 1);
		await().until(() -> instance.handled.size() == 1);
		instance.consumer.stop();
		assertThat(this.transport.groups().progress(Instance.GROUP, Set.of(topic)).join())
			.noneMatch(GroupProgress::committed);
	}

	@Test
	void aConsumerThatWasStoppedResumesWhereItWas() {
		String topic = topic(1);
		Instance instance = new Instance(topic);
		instance.start(1);
		append(topic, "a", 1);
		await().until(() -> instance.handled.size() == 1);
		instance.consumer.stop();
		append(topic, "a", 2);
		instance.consumer.start();
		await().until(() -> instance.handled.size() >= 2);
		assertThat(instance.handled).extracting((event) -> event.position().offset()).doesNotHaveDuplicates();
	}

	@Test
	void aTopicThatIsCreatedLaterIsReadFromItsBeginning() {
		EngineFeature.TOPICS_ARE_CREATED.assumePresentIn(this.transport);
		String existing = topic(1);
		String later = "broadcast-" + UUID.randomUUID();
		Instance instance = new Instance(existing, later);
		instance.start(1);
		this.transport.createTopic(later, 1);
		Position first = append(later, "a", 1);
		await().until(() -> !instance.handled.isEmpty());
		assertThat(instance.handled).extracting(StoredEvent::position).containsExactly(first);
	}

	@Test
	void whatFailsForGoodIsSkippedAfterItsLastAttempt() {
		String topic = topic(1);
		Instance instance = new Instance(topic);
		instance.start(1);
		append(topic, Instance.FAILING, 1);
		this.transport.appendForeign(new LogPartition(topic, 0), Instance.FAILING);
		append(topic, Instance.FAILING, 2);
		Position good = append(topic, "a", 3);
		await().until(() -> instance.skipped.size() == 3 && instance.handled.size() == 1);
		assertThat(instance.handled).extracting(StoredEvent::position).containsExactly(good);
	}

	private String topic(int partitions) {
		String topic = "broadcast-" + UUID.randomUUID();
		this.transport.createTopic(topic, partitions);
		return topic;
	}

	private Position append(String topic, String sourceId, int number) {
		return this.transport.log().append(LogContractTests.record(topic, sourceId, number)).join();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(TIMEOUT);
	}

	/** Consumer of one instance of an application. */
	private final class Instance implements ConsumerListener {

		static final String GROUP = "cache";

		/** Source whose events cannot be handled. */
		static final String FAILING = "failing";

		private final List<StoredEvent> handled = new CopyOnWriteArrayList<>();

		private final List<String> skipped = new CopyOnWriteArrayList<>();

		private final EventConsumer consumer;

		Instance(String... topics) {
			LogUnderTest log = BroadcastContractTests.this.transport;
			this.consumer = new EventConsumer.Builder(log.groups(), GROUP, (record, group, attempts, cause) -> {
				throw new AssertionError("a broadcast has no dead-letter topic");
			}).topics(List.of(topics))
				.readers(log.readers())
				.retry(RetryPolicy.ofDefaults()
					.withMaxAttempts(2)
					.withDelays(Duration.ofMillis(1), Duration.ofMillis(1)))
				.listener(this)
				.broadcast()
				.handler(this::handle);
			BroadcastContractTests.this.consumers.add(this.consumer);
		}

		void start(int partitions) {
			this.consumer.start();
			await().until(() -> this.consumer.status().partitions().size() == partitions);
		}

		private void handle(StoredEvent event) {
			if (event.event().sourceId().equals(FAILING)) {
				throw new IllegalStateException("as told");
			}
			this.handled.add(event);
		}

		@Override
		public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
		}

		@Override
		public void deadLetter(String group, String topic, boolean kept) {
			throw new AssertionError("a broadcast has no dead-letter topic");
		}

		@Override
		public void skipped(String group, String topic) {
			this.skipped.add(topic);
		}

	}

}
