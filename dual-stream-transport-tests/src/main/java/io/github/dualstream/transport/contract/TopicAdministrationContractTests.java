package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.dualstream.Position;
import io.github.dualstream.topic.StepOutcome;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.TopicDifference;
import io.github.dualstream.topic.TopicPlan;
import io.github.dualstream.topic.TopicStep;
import io.github.dualstream.topic.TopicStrategy;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;
import io.github.dualstream.transport.TopicSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Promises of a {@link TopicAdministration}: topics are created and changed as planned,
 * nothing else is, and a setting that the engine does not have is refused by its name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TopicAdministrationContractTests {

	/** Maximum time until the engine shows a change. */
	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration DAY = Duration.ofDays(1);

	private static final String UNKNOWN_CONFIG = "no.such.setting";

	private LogUnderTest transport;

	private TopicAdministration administration;

	/**
	 * Open the log of the transport.
	 * @return the log, with an administration of its topics; closed after all tests
	 */
	protected abstract LogUnderTest open();

	@BeforeAll
	void openTransport() {
		this.transport = open();
		this.administration = Objects.requireNonNull(this.transport.topics(),
				"the transport has no TopicAdministration, so there is nothing to test");
	}

	@AfterAll
	void closeTransport() {
		this.transport.close();
	}

	@Test
	void aMissingTopicIsPlannedAndCreatedAndThenThereIsNothingLeftToDo() {
		Topics topics = topics(topic(retention(3, DAY)));
		TopicPlan plan = topics.plan(TopicStrategy.CREATE_ONLY);
		assertThat(plan.steps()).singleElement()
			.satisfies((step) -> assertThat(step.kind()).isEqualTo(TopicStep.Kind.CREATE));
		apply(topics, plan);
		awaitNothingToDo(topics);
		TopicSettings created = describe(topics);
		assertThat(created.partitions()).isEqualTo(3);
		assertThat(created.retention()).isEqualTo(DAY);
	}

	@Test
	void aTopicThatWasJustCreatedCanBeWrittenAndReadAtOnce() {
		Topics topics = topics(topic(TopicSettings.ofPartitions(2)));
		apply(topics, topics.plan(TopicStrategy.CREATE_ONLY));
		String name = topics.list().get(0).name();
		Position position = append(name);
		assertThat(read(position)).isEqualTo(position);
	}

	@ParameterizedTest
	@EnumSource(names = { "CREATE_ONLY", "CREATE_OR_UPDATE", "VALIDATE_ONLY" })
	void aPlanChangesNothing(TopicStrategy strategy) {
		Topics topics = topics(topic(TopicSettings.ofPartitions(1)));
		TopicPlan plan = topics.plan(strategy);
		assertThat(plan.missingTopics()).containsExactly(topics.list().get(0).name());
		assertThat(plan.steps()).hasSize(strategy.creates() ? 1 : 0);
		assertThat(topics.describe()).isEmpty();
	}

	@Test
	void aTopicThatAnotherInstanceHasCreatedMeanwhileStaysAsItIs() {
		Topic topic = topic(retention(2, DAY));
		Topics slow = topics(topic);
		TopicPlan stale = slow.plan(TopicStrategy.CREATE_OR_UPDATE);
		Topics fast = topics(new Topic(topic.name(), retention(5, Duration.ofDays(3)), null, null));
		apply(fast, fast.plan(TopicStrategy.CREATE_ONLY));
		Position position = append(topic.name());
		awaitNothingToDo(fast);
		apply(slow, stale);
		TopicSettings settings = describe(slow);
		assertThat(settings.partitions()).isEqualTo(5);
		assertThat(settings.retention()).isEqualTo(Duration.ofDays(3));
		assertThat(read(position)).isEqualTo(position);
	}

	@Test
	void createOnlyNamesADifferenceAndDoesNotChangeIt() {
		Topics before = created(retention(1, DAY));
		Topics wanted = topics(before, retention(1, Duration.ofDays(2)));
		TopicPlan plan = wanted.plan(TopicStrategy.CREATE_ONLY);
		assertThat(plan.steps()).isEmpty();
		assertThat(plan.drift()).extracting(TopicDifference::setting).containsExactly("retention");
		assertThat(plan.drift().get(0).toString()).contains(before.list().get(0).name(), "retention", "1d", "2d");
		apply(wanted, plan);
		assertThat(describe(wanted).retention()).isEqualTo(DAY);
	}

	@Test
	void createOrUpdateChangesWhatDiffersAndNothingElse() {
		Topics before = created(retention(3, DAY));
		Position position = append(before.list().get(0).name());
		Topics wanted = topics(before, retention(3, Duration.ofDays(2)));
		TopicPlan plan = wanted.plan(TopicStrategy.CREATE_OR_UPDATE);
		assertThat(plan.steps()).singleElement()
			.satisfies((step) -> assertThat(step.toString()).contains("retention from 1d to 2d"));
		TopicSettings untouched = withoutRetention(describe(wanted));
		apply(wanted, plan);
		awaitNothingToDo(wanted);
		assertThat(describe(wanted).retention()).isEqualTo(Duration.ofDays(2));
		assertThat(withoutRetention(describe(wanted))).isEqualTo(untouched);
		assertThat(read(position)).isEqualTo(position);
	}

	@Test
	void aRetentionCanBeLiftedAndSetAgain() {
		Topics limited = created(retention(1, DAY));
		Topics unlimited = topics(limited, retention(1, TopicSettings.FOREVER));
		apply(unlimited, unlimited.plan(TopicStrategy.CREATE_OR_UPDATE));
		awaitNothingToDo(unlimited);
		assertThat(describe(unlimited).retention()).isEqualTo(TopicSettings.FOREVER);
		apply(limited, limited.plan(TopicStrategy.CREATE_OR_UPDATE));
		awaitNothingToDo(limited);
		assertThat(describe(limited).retention()).isEqualTo(DAY);
	}

	@Test
	void anotherNumberOfPartitionsIsNamedAndNeverChanged() {
		Topics before = created(TopicSettings.ofPartitions(2));
		Topics wanted = topics(before, TopicSettings.ofPartitions(4));
		TopicPlan plan = wanted.plan(TopicStrategy.CREATE_OR_UPDATE);
		assertThat(plan.steps()).isEmpty();
		assertThat(plan.drift()).extracting(TopicDifference::setting).containsExactly("partitions");
		apply(wanted, plan);
		assertThat(describe(wanted).partitions()).isEqualTo(2);
	}

	@Test
	void aSettingThatIsNotGivenStaysAsItIs() {
		Topics before = created(retention(1, DAY));
		Topics wanted = topics(before, TopicSettings.ofPartitions(1));
		assertThat(wanted.plan(TopicStrategy.CREATE_OR_UPDATE).steps()).isEmpty();
		assertThat(describe(wanted).retention()).isEqualTo(DAY);
	}

	@Test
	void whenSomebodyElseHasChangedATopicThenThePlanSaysFromWhatToWhat() {
		Topics topics = created(retention(1, DAY));
		// as another program, or the command line of the engine
		this.administration.update(topics.list().get(0).name(),
				new TopicSettings(null, null, null, Duration.ofHours(3), null, null, null, Map.of()));
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(topics.plan(TopicStrategy.VALIDATE_ONLY).drift()).singleElement()
				.satisfies((difference) -> {
					assertThat(difference.setting()).isEqualTo("retention");
					assertThat(difference.actual()).isEqualTo("3h");
					assertThat(difference.wanted()).isEqualTo("1d");
				}));
		apply(topics, topics.plan(TopicStrategy.CREATE_OR_UPDATE));
		awaitNothingToDo(topics);
		assertThat(describe(topics).retention()).isEqualTo(DAY);
	}

	@Test
	void whenSomebodyElseHasAddedPartitionsThenThePlanNamesThem() {
		EngineFeature.MORE_PARTITIONS.assumePresentIn(this.transport);
		Topics topics = created(TopicSettings.ofPartitions(1));
		this.transport.addPartitions(topics.list().get(0).name(), 3);
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(topics.plan(TopicStrategy.CREATE_OR_UPDATE).drift()).singleElement()
				.satisfies((difference) -> {
					assertThat(difference.setting()).isEqualTo("partitions");
					assertThat(difference.actual()).isEqualTo("3");
				}));
	}

	@Test
	void whenSomebodyElseHasDeletedATopicThenItIsPlannedAnew() {
		Topics topics = created(retention(1, DAY));
		String name = topics.list().get(0).name();
		this.transport.deleteTopic(name);
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(topics.plan(TopicStrategy.CREATE_OR_UPDATE).steps()).singleElement()
				.satisfies((step) -> assertThat(step.kind()).isEqualTo(TopicStep.Kind.CREATE)));
	}

	@Test
	void aStepThatFailsNamesItsTopicAndKeepsNoOtherFromBeingDone() {
		Topics deleted = created(retention(1, DAY));
		Topic other = topic(TopicSettings.ofPartitions(1));
		String name = deleted.list().get(0).name();
		Topics topics = topics(new Topic(name, retention(1, Duration.ofDays(2)), null, null), other);
		TopicPlan stale = topics.plan(TopicStrategy.CREATE_OR_UPDATE);
		assertThat(stale.steps()).hasSize(2);
		this.transport.deleteTopic(name);
		Awaitility.await().atMost(TIMEOUT).until(() -> !topics.describe().containsKey(name));
		List<StepOutcome> outcomes = topics.apply(stale);
		assertThat(outcomes.get(0).failure()).isInstanceOf(TopicAdministrationException.class)
			.hasMessageContaining(name);
		assertThat(outcomes.get(1).failure()).isNull();
		assertThat(topics.describe()).containsOnlyKeys(other.name());
	}

	@Test
	void topicsThatDoNotExistAreNotDescribedAndThoseThatDoAre() {
		Topics existing = created(TopicSettings.ofPartitions(1));
		String name = existing.list().get(0).name();
		assertThat(this.administration.describe(List.of(name, "missing-" + UUID.randomUUID()))).containsOnlyKeys(name);
		assertThat(this.administration.describe(List.of())).isEmpty();
	}

	@Test
	void aTopicWithoutSettingsIsCreatedAsTheEngineDecides() {
		Topics topics = created(TopicSettings.NONE);
		assertThat(describe(topics).partitions()).isPositive();
		assertThat(topics.plan(TopicStrategy.CREATE_OR_UPDATE).drift()).isEmpty();
	}

	static Stream<Arguments> settings() {
		return Stream.of(arguments("replicas", only(1, null, null, null, null, Map.of())),
				arguments("min-in-sync-replicas", only(null, 1, null, null, null, Map.of())),
				arguments("retention-size", only(null, null, DataSize.ofMegabytes(8), null, null, Map.of())),
				arguments("cleanup-policy", only(null, null, null, CleanupPolicy.COMPACT, null, Map.of())),
				arguments("compression",
						only(null, null, null, null, new Compression(Compression.Type.ZSTD, null), Map.of())),
				arguments("configs." + UNKNOWN_CONFIG,
						only(null, null, null, null, null, Map.of(UNKNOWN_CONFIG, "1"))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("settings")
	void aSettingIsRefusedByItsNameOrKeptAndDescribed(String name, TopicSettings settings) {
		List<String> unsupported = this.administration.unsupported(settings);
		if (!unsupported.isEmpty()) {
			assertThat(unsupported).as("refused before the start, by its name").containsExactly(name);
			return;
		}
		Topics topics = topics(topic(settings));
		TopicAdministrationException failure = topics.apply(topics.plan(TopicStrategy.CREATE_ONLY)).get(0).failure();
		if (failure != null) {
			assertThat(failure).as("refused by the engine")
				.hasMessageContaining(topics.list().get(0).name())
				.hasMessageContaining(name.substring(name.indexOf('.') + 1));
			return;
		}
		awaitNothingToDo(topics);
		assertThat(describe(topics).orElse(settings)).as("kept and described").isEqualTo(describe(topics));
	}

	@Test
	void whatTheEngineDoesNotHaveIsNamedAltogetherAndWhatItHasIsNot() {
		List<String> oneByOne = settings().map((each) -> (TopicSettings) each.get()[1])
			.flatMap((each) -> this.administration.unsupported(each).stream())
			.toList();
		TopicSettings all = settings().map((each) -> (TopicSettings) each.get()[1])
			.reduce(retention(3, DAY), TopicSettings::orElse);
		assertThat(this.administration.unsupported(all)).containsExactlyInAnyOrderElementsOf(oneByOne);
		assertThat(this.administration.unsupported(retention(3, DAY))).isEmpty();
	}

	private static TopicSettings only(@Nullable Integer replicas, @Nullable Integer inSync,
			@Nullable DataSize retentionSize, @Nullable CleanupPolicy policy, @Nullable Compression compression,
			Map<String, String> configs) {
		return new TopicSettings(null, replicas, inSync, null, retentionSize, policy, compression, configs);
	}

	private static TopicSettings retention(int partitions, Duration retention) {
		return new TopicSettings(partitions, null, null, retention, null, null, null, Map.of());
	}

	private static TopicSettings withoutRetention(TopicSettings settings) {
		return new TopicSettings(settings.partitions(), settings.replicas(), settings.minInSyncReplicas(), null, null,
				settings.cleanupPolicy(), settings.compression(), Map.of());
	}

	private static Topic topic(TopicSettings settings) {
		return new Topic("topics-" + UUID.randomUUID(), settings, null, null);
	}

	private Topics topics(Topic... topics) {
		return new Topics(this.administration, Arrays.asList(topics), TopicStrategy.CREATE_OR_UPDATE);
	}

	/** The same topic with other settings. */
	private Topics topics(Topics existing, TopicSettings settings) {
		return topics(new Topic(existing.list().get(0).name(), settings, null, null));
	}

	private Topics created(TopicSettings settings) {
		Topics topics = topics(topic(settings));
		apply(topics, topics.plan(TopicStrategy.CREATE_ONLY));
		awaitNothingToDo(topics);
		return topics;
	}

	private static void apply(Topics topics, TopicPlan plan) {
		assertThat(topics.apply(plan)).allSatisfy((outcome) -> assertThat(outcome.failure()).isNull());
	}

	private static void awaitNothingToDo(Topics topics) {
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
			TopicPlan plan = topics.plan(TopicStrategy.CREATE_OR_UPDATE);
			assertThat(plan.steps()).isEmpty();
			assertThat(plan.missing()).isEmpty();
			assertThat(plan.drift()).isEmpty();
		});
	}

	private static TopicSettings describe(Topics topics) {
		return topics.describe().values().stream().map(TopicDescription::settings).findFirst().orElseThrow();
	}

	private Position append(String topic) {
		return this.transport.log().append(LogContractTests.record(topic, "a", 1)).join();
	}

	/** Read the record at a position; returns where it is. */
	private @Nullable Position read(Position position) {
		List<LogRecord> read = new ArrayList<>();
		try (LogReader reader = this.transport.readers().open()) {
			reader.read(Map.of(LogPartition.of(position), new OffsetRange(position.offset(), position.offset() + 1)),
					read::add);
		}
		return read.isEmpty() ? null : read.get(0).position();
	}

}
