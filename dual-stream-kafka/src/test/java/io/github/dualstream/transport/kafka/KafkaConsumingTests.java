package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.EventHandler;
import io.github.dualstream.consumer.RetryPolicy;
import io.github.dualstream.consumer.replay.Replay;
import io.github.dualstream.consumer.replay.ReplayStatus;
import io.github.dualstream.consumer.replay.Replays;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.KafkaRecords;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StoredEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Consumer groups and dead letters on a real broker.
 */
@Timeout(90)
class KafkaConsumingTests {

	private static final int PARTITIONS = 3;

	private static final ConsumerSettings SETTINGS = new ConsumerSettings(8, 1, 1_000, 1_000_000, 10_000,
			Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(30));

	private static KafkaLog kafka;

	private static KafkaTemplate<byte[], byte[]> raw;

	private static KafkaConsumerGroups groups;

	private final List<StoredEvent> handled = new CopyOnWriteArrayList<>();

	private final List<EventConsumer> consumers = new ArrayList<>();

	@BeforeAll
	static void open() {
		kafka = KafkaLog.shared();
		raw = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()), new ByteArraySerializer(),
				new ByteArraySerializer()));
		groups = kafka.groups(Map.of());
	}

	@AfterAll
	static void close() {
		raw.destroy();
		kafka.close();
	}

	@AfterEach
	void stop() {
		this.consumers.forEach(EventConsumer::stop);
	}

	@Test
	void whenItStopsAndStartsAgainThenItGoesOnWhereItWas() throws Exception {
		kafka.create("restarted", PARTITIONS);
		append("restarted", 0, 500);
		EventConsumer consumer = start("restarted", this.handled::add);
		awaitHandled(500);
		consumer.stop();
		assertThat(committed("restarted")).isEqualTo(500);
		append("restarted", 500, 500);
		consumer.start();
		awaitHandled(1_000);
		consumer.stop();
		assertThat(this.handled).hasSize(1_000);
		assertThat(committed("restarted")).isEqualTo(1_000);
		assertOrdered();
	}

	@Test
	void whenMembersComeAndGoThenEveryEventIsHandledInOrder() throws Exception {
		kafka.create("shared-out", PARTITIONS);
		EventConsumer first = start("shared-out", this.handled::add);
		append("shared-out", 0, 500);
		EventConsumer second = start("shared-out", this.handled::add);
		append("shared-out", 500, 500);
		awaitDistinct(1_000);
		first.stop();
		append("shared-out", 1_000, 500);
		awaitDistinct(1_500);
		second.stop();
		assertThat(committed("shared-out")).isEqualTo(1_500);
		assertOrdered();
	}

	@Test
	void whenARecordIsNoEventThenItsRawBytesGoToTheDeadLetters() throws Exception {
		kafka.create("poisoned", 1);
		kafka.create("poisoned-dlt", 1);
		byte[] poison = { (byte) 0xff, 0, 'x' };
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("poisoned", poison, poison);
		record.headers()
			.add("__TypeId__", "java.lang.Runtime".getBytes(StandardCharsets.UTF_8))
			.add("dual-stream-offset", poison);
		raw.send(record).get();
		append("poisoned", 0, 1);
		start("poisoned", this.handled::add);
		awaitHandled(1);
		await().until(() -> committed("poisoned") == 2);

		assertThat(KafkaRecords.of(kafka.bootstrapServers()).all("poisoned-dlt")).singleElement()
			.satisfies((letter) -> {
				assertThat(letter.value()).isEqualTo(poison);
				assertThat(header(letter, "__TypeId__")).isEqualTo("java.lang.Runtime");
				assertThat(header(letter, "dual-stream-topic")).isEqualTo("poisoned");
				assertThat(header(letter, "dual-stream-offset")).isEqualTo("0");
				assertThat(header(letter, "dual-stream-group")).isEqualTo("poisoned");
				assertThat(header(letter, "dual-stream-attempts")).isEqualTo("0");
				assertThat(header(letter, "dual-stream-exception")).endsWith("UnreadableRecordException");
			});
	}

	@Test
	void whenTheCauseIsLongThenTheDeadLetterHoldsItsBeginning() throws Exception {
		kafka.create("talkative", 1);
		kafka.create("talkative-dlt", 1);
		append("talkative", 0, 1);
		start("talkative", (event) -> {
			throw new IllegalStateException("x".repeat(5_000_000));
		});
		await().until(() -> committed("talkative") == 1);
		assertThat(KafkaRecords.of(kafka.bootstrapServers()).all("talkative-dlt")).singleElement()
			.satisfies((letter) -> assertThat(header(letter, "dual-stream-cause")).hasSizeBetween(512, 600));
	}

	@Test
	void whenAGroupBeginsWithWhatComesThenARestartDoesNotMakeItBeginLater() throws Exception {
		kafka.create("from-now", PARTITIONS);
		append("from-now", 0, 100);
		EventConsumer consumer = start(builder("from-now", StartPosition.LATEST), this.handled::add);
		await().atMost(Duration.ofSeconds(30)).until(() -> committed("from-now") == 100);
		consumer.stop();
		append("from-now", 100, 50);
		consumer.start();
		awaitHandled(50);
		assertThat(this.handled).allSatisfy((event) -> assertThat(data(event)).isBetween(100, 149));
	}

	@Test
	void whenAPartitionIsAddedThenItIsReadFromItsBeginning() throws Exception {
		kafka.create("grown", 1);
		kafka.create("grown-dlt", 1);
		EventConsumer consumer = start(builder("grown", StartPosition.LATEST), this.handled::add);
		await().atMost(Duration.ofSeconds(30)).until(() -> hasBegun("grown"));
		consumer.stop();
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(2))).all().get();
		}
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("grown", 1, null, null);
		raw.send(record).get();
		consumer.start();
		await().atMost(Duration.ofSeconds(30)).until(() -> committed("grown") == 1);
	}

	@Test
	void whenAGroupBeginsAtATimeThenOlderEventsAreLeftOut() throws Exception {
		kafka.create("from-then", PARTITIONS);
		append("from-then", 0, 100);
		Instant before = Instant.now();
		Instant then = await().until(Instant::now, (now) -> now.toEpochMilli() > before.toEpochMilli());
		append("from-then", 100, 50);
		start(builder("from-then", new StartPosition.AtTime(then)), this.handled::add);
		awaitHandled(50);
		assertThat(this.handled).allSatisfy((event) -> assertThat(data(event)).isBetween(100, 149));
	}

	@Test
	void whenAGroupBeginsAtAPositionThenItBeginsThere() throws Exception {
		kafka.create("from-there", 1);
		append("from-there", 0, 100);
		start(builder("from-there", new StartPosition.AtPositions(List.of(new Position("from-there", 0, 90)))),
				this.handled::add);
		awaitHandled(10);
		assertThat(this.handled).extracting((event) -> event.position().offset())
			.containsExactlyInAnyOrder(90L, 91L, 92L, 93L, 94L, 95L, 96L, 97L, 98L, 99L);
	}

	@Test
	void whenRetentionHasPassedTheCommittedOffsetThenItGoesOnWithWhatIsLeft() throws Exception {
		kafka.create("outlived", 1);
		append("outlived", 0, 10);
		EventConsumer consumer = start("outlived", this.handled::add);
		awaitHandled(10);
		consumer.stop();
		append("outlived", 10, 10);
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			admin.deleteRecords(Map.of(new TopicPartition("outlived", 0), RecordsToDelete.beforeOffset(15)))
				.all()
				.get();
		}
		consumer.start();
		awaitHandled(15);
		assertThat(this.handled.subList(10, 15)).extracting((event) -> event.position().offset())
			.containsExactlyInAnyOrder(15L, 16L, 17L, 18L, 19L);
	}

	@Test
	void whenItStopsWhileTheGroupRebalancesThenEverythingHandledIsCommitted() throws Exception {
		kafka.create("stopped-in-rebalance", PARTITIONS);
		ConsumerSettings rarely = new ConsumerSettings(8, 1, 1_000, 1_000_000, 10_000, Duration.ofMinutes(1),
				Duration.ofSeconds(10), Duration.ofSeconds(30));
		// quick to hear of a rebalance
		EventConsumer consumer = start(new EventConsumer.Builder(kafka.groups(Map.of("heartbeat.interval.ms", 50)),
				"stopped-in-rebalance", kafka.deadLetters())
			.topic("stopped-in-rebalance")
			.settings(rarely), this.handled::add);
		// before the other member joins: who joins at the same time may get most of them
		await().atMost(Duration.ofSeconds(30)).until(() -> consumer.status().partitions().size() == PARTITIONS);
		try (KafkaConsumer<byte[], byte[]> busy = rawMember("stopped-in-rebalance");
				KafkaConsumer<byte[], byte[]> joining = rawMember("stopped-in-rebalance")) {
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				busy.poll(Duration.ofMillis(50));
				return !busy.assignment().isEmpty() && consumer.status().partitions().size() == PARTITIONS - 1;
			});
			append("stopped-in-rebalance", 0, 300);
			await().atMost(Duration.ofSeconds(30))
				.until(() -> consumer.status().inFlight() == 0 && handledOf(consumer));
			// the busy member makes the others wait
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				joining.poll(Duration.ofMillis(50));
				return isRebalancing("stopped-in-rebalance");
			});
			CompletableFuture<Void> stopped = CompletableFuture.runAsync(consumer::stop);
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				busy.poll(Duration.ofMillis(20));
				joining.poll(Duration.ofMillis(20));
				return stopped.isDone();
			});
			assertThat(stopped).isCompleted();
		}
		long before = this.handled.size();
		assertThat(before).isPositive();
		assertThat(committed("stopped-in-rebalance")).isGreaterThanOrEqualTo(before);
	}

	private static boolean isRebalancing(String group) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			return admin.describeConsumerGroups(List.of(group))
				.all()
				.get()
				.get(group)
				.groupState() == GroupState.PREPARING_REBALANCE;
		}
	}

	private boolean handledOf(EventConsumer consumer) {
		return this.handled.size() > 0
				&& consumer.status().partitions().stream().allMatch((partition) -> partition.next() != null);
	}

	private static KafkaConsumer<byte[], byte[]> rawMember(String group) {
		KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
						ConsumerConfig.GROUP_ID_CONFIG, group, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
						ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
						ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		member.subscribe(List.of(group));
		return member;
	}

	@ParameterizedTest
	@ValueSource(strings = { "classic", "consumer" })
	void whenInstancesAreReplacedUnderLoadThenNothingIsHandledTwice(String protocol) {
		String topic = "deployed-" + protocol;
		kafka.create(topic, 6);
		Map<String, Object> member = Map.of(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol);
		Deque<EventConsumer> instances = new ArrayDeque<>();
		instances.add(instance(topic, member));
		instances.add(instance(topic, member));
		int published = 0;
		for (int deployed = 0; deployed < 4; deployed++) {
			published += publishUntilHandled(topic, published, published + 500);
			instances.add(instance(topic, member));
			CompletableFuture<Void> stopped = CompletableFuture.runAsync(instances.remove()::stop);
			while (!stopped.isDone()) {
				append(topic, published, 50);
				published += 50;
			}
			stopped.join();
		}
		awaitDistinct(published);
		assertThat(this.handled).extracting(StoredEvent::position).doesNotHaveDuplicates().hasSize(published);
		assertOrdered();
	}

	private int publishUntilHandled(String topic, int first, int enough) {
		int published = 0;
		while (this.handled.size() < enough) {
			append(topic, first + published, 50);
			published += 50;
		}
		return published;
	}

	private EventConsumer instance(String topic, Map<String, Object> member) {
		return start(new EventConsumer.Builder(kafka.groups(member), topic, kafka.deadLetters()).topic(topic)
			.settings(SETTINGS), this.handled::add);
	}

	@Test
	void whenATopicIsDeletedAndCreatedAgainThenItIsReadFromItsBeginning() throws Exception {
		kafka.create("recreated", 1);
		append("recreated", 0, 5);
		start(builder("recreated", StartPosition.LATEST), this.handled::add);
		await().atMost(Duration.ofSeconds(30)).until(() -> hasBegun("recreated"));
		append("recreated", 5, 5);
		awaitHandled(5);
		createAgain("recreated");
		// more than the old topic had: the old offset lies within the new one
		append("recreated", 100, 50);
		await().atMost(Duration.ofSeconds(60))
			.until(() -> this.handled.stream()
				.map(KafkaConsumingTests::data)
				.collect(Collectors.toSet())
				.containsAll(IntStream.range(100, 150).boxed().toList()));
		await().atMost(Duration.ofSeconds(30)).until(() -> committed("recreated") == 50);
	}

	@Test
	void whenAnOffsetOfTheOldTopicIsCommittedForTheNewOneThenTheNextOwnerBeginsAtItsBeginning() throws Exception {
		kafka.create("recreated-late", 1);
		CountDownLatch held = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		EventConsumer first = start("recreated-late", (event) -> {
			if (data(event) == 99) {
				held.countDown();
				release.await();
			}
			this.handled.add(event);
		});
		AtomicInteger next = new AtomicInteger();
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			append("recreated-late", next.getAndIncrement(), 1);
			return !committedMetadata("recreated-late").isEmpty();
		});
		append("recreated-late", 99, 1);
		assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
		first.pause();
		createAgain("recreated-late");
		append("recreated-late", 100, 50);
		release.countDown();
		first.stop();
		// another process
		start(new EventConsumer.Builder(kafka.groups(Map.of()), "recreated-late", kafka.deadLetters())
			.topic("recreated-late")
			.settings(SETTINGS), this.handled::add);
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.handled).extracting(KafkaConsumingTests::data)
				.containsAll(IntStream.range(100, 150).boxed().toList()));
	}

	private void createAgain(String topic) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			admin.deleteTopics(List.of(topic)).all().get();
			await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
				admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
				return true;
			});
		}
		kafka.topics.awaitReady(List.of(topic));
	}

	private static String committedMetadata(String group) throws Exception {
		return committedOffsets(group).stream().map(OffsetAndMetadata::metadata).collect(Collectors.joining());
	}

	@Test
	void eventsOfAnAbortedTransactionAreNotHandledAndTheGroupDoesNotLagBehindThem() throws Exception {
		kafka.create("aborted", 1);
		append("aborted", 0, 5);
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
						ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborted"),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			producer.initTransactions();
			producer.beginTransaction();
			producer.send(new ProducerRecord<>("aborted", new byte[1], new byte[1])).get();
			producer.abortTransaction();
		}
		KafkaConsumerGroups committed = kafka.groups(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
		start(new EventConsumer.Builder(committed, "aborted", kafka.deadLetters()).topic("aborted").settings(SETTINGS),
				this.handled::add);
		// five events, the aborted record, and the record that aborts
		await().atMost(Duration.ofSeconds(30))
			.until(() -> committed.progress("aborted", List.of("aborted")).get(),
					(progress) -> progress.get(0).next() == 7 && progress.get(0).end() == 7);
		assertThat(this.handled).hasSize(5);
	}

	@Test
	void theProgressOfAGroupIsKnown() throws Exception {
		kafka.create("progress", 1);
		append("progress", 0, 10);
		assertThat(groups.progress("progress", List.of("progress")).get()).singleElement().satisfies((progress) -> {
			assertThat(progress.committed()).isFalse();
			assertThat(progress.lag()).isEqualTo(10);
		});
		start("progress", this.handled::add);
		await().atMost(Duration.ofSeconds(30)).until(() -> committed("progress") == 10);
		assertThat(groups.progress("progress", List.of("progress")).get()).singleElement().satisfies((progress) -> {
			assertThat(progress.next()).isEqualTo(10);
			assertThat(progress.lag()).isZero();
		});
	}

	@Test
	void aReplayHandlesWhatThereIsStopsAndGoesOnAndDoesNotDisturbTheLiveGroup() throws Exception {
		kafka.create("replayed", PARTITIONS);
		append("replayed", 0, 500);
		EventConsumers live = new EventConsumers((group) -> builder("replayed", StartPosition.EARLIEST));
		Replays replays = new Replays(new EventConsumers(
				(group) -> new EventConsumer.Builder(groups, group, kafka.deadLetters()).topic("replayed")
					.settings(SETTINGS)),
				groups, new Threads());
		List<StoredEvent> replayed = new CopyOnWriteArrayList<>();
		CountDownLatch half = new CountDownLatch(250);
		CountDownLatch goOn = new CountDownLatch(1);
		try (replays) {
			EventConsumer consumer = live.group("replayed").handler(this.handled::add);
			this.consumers.add(consumer);
			consumer.start();
			Replay replay = replays.create("replay-1", (builder) -> builder.handler((event) -> {
				replayed.add(event);
				half.countDown();
				if (half.getCount() == 0) {
					goOn.await();
				}
			}));
			replay.start();
			assertThat(half.await(30, TimeUnit.SECONDS)).isTrue();
			await().atMost(Duration.ofSeconds(30)).until(() -> replay.status().percent() >= 1);
			assertThat(replay.status().percent()).isBetween(1, 99);
			assertThat(replay.status().total()).isEqualTo(500);
			goOn.countDown();
			replay.stop();
			assertThat(replay.status().state()).isEqualTo(ReplayStatus.State.STOPPED);
			replay.start();
			assertThat(replay.completion()).succeedsWithin(Duration.ofSeconds(30));
			assertThat(replay.status().percent()).isEqualTo(100);
			assertThat(replayed.stream().map(StoredEvent::position).distinct()).hasSize(500);
			replayed.clear();
			replay.start();
			assertThat(replay.completion()).as("all over").succeedsWithin(Duration.ofSeconds(30));
			assertThat(replayed).extracting(StoredEvent::position).doesNotHaveDuplicates().hasSize(500);
		}
		awaitHandled(500);
		await().until(() -> committed("replayed") == 500);
	}

	private static int data(StoredEvent event) {
		return Integer.parseInt(event.event().data().toString());
	}

	private static boolean hasBegun(String group) throws Exception {
		return groups.progress(group, List.of(group)).get().stream().allMatch(GroupProgress::committed);
	}

	private EventConsumer start(String topic, EventHandler handler) {
		return start(builder(topic, StartPosition.EARLIEST), handler);
	}

	private EventConsumer start(EventConsumer.Builder builder, EventHandler handler) {
		EventConsumer consumer = builder.handler(handler);
		this.consumers.add(consumer);
		consumer.start();
		return consumer;
	}

	private static EventConsumer.Builder builder(String topic, StartPosition start) {
		return new EventConsumer.Builder(groups, topic, kafka.deadLetters()).topic(topic)
			.start(start)
			.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), List.of()))
			.settings(SETTINGS);
	}

	private void append(String topic, int first, int count) {
		IntStream.range(first, first + count)
			.mapToObj((i) -> kafka.log.append(Records.record(topic, "source-" + i % 20, Integer.toString(i))))
			.toList()
			.forEach((position) -> assertThat(position).succeedsWithin(Duration.ofSeconds(20)));
	}

	private void awaitHandled(int count) {
		await().atMost(Duration.ofSeconds(30)).until(() -> this.handled.size() >= count);
	}

	private void awaitDistinct(int count) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.handled.stream().map(StoredEvent::position).distinct().count() >= count);
	}

	/** Of each source, events that come for the first time come in order. */
	private void assertOrdered() {
		this.handled.stream()
			.collect(Collectors.groupingBy((event) -> event.event().source()))
			.forEach((source, events) -> {
				HashSet<Long> seen = new HashSet<>();
				assertThat(events.stream().map((event) -> event.position().offset()).filter(seen::add)).isSorted();
			});
	}

	private static long committed(String group) throws Exception {
		return committedOffsets(group).stream().mapToLong(OffsetAndMetadata::offset).sum();
	}

	private static Collection<OffsetAndMetadata> committedOffsets(String group) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values();
		}
	}

	private static String header(ConsumerRecord<String, byte[]> letter, String name) {
		return KafkaRecords.header(letter, name);
	}

}
