package io.github.dualstream.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.Notification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for feeds, step by step.
 */
class FeedTests {

	private static final Source ORDER = new Source("order", "42");

	private static final Source OTHER = new Source("order", "43");

	private final SteppedFeeds feeds = new SteppedFeeds(2, 100, Duration.ZERO);

	private final RecordingClient client = new RecordingClient();

	@Test
	void deliversRecentHistoryAndThenWhatHappens() {
		IntStream.range(0, 5).forEach((i) -> this.feeds.append(ORDER, "e-" + i));
		Feed feed = begin(3, ORDER);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-5");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).isEqualTo(SteppedFeeds.ids(2, 6));
		assertThat(this.client.isLive()).isTrue();
	}

	@Test
	void whenThereIsNoHistoryToBeginWithThenOnlyWhatFollowsTheOpeningIsDelivered() {
		this.feeds.publish(ORDER, "before");
		Feed feed = begin(0, ORDER);
		this.feeds.tail();
		this.feeds.publish(ORDER, "after");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("after");
	}

	@Test
	void whenAClientComesBackThenItGoesOnWithoutGapOrDuplicate() {
		IntStream.range(0, 10).forEach((i) -> this.feeds.append(ORDER, "e-" + i));
		Feed first = begin(10, ORDER);
		this.feeds.settle();
		this.client.take(first, 5);
		first.close();
		IntStream.range(10, 15).forEach((i) -> this.feeds.append(ORDER, "e-" + i));
		Feed second = resume(this.client.cursor(), ORDER);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-15");
		this.feeds.settle();
		assertThat(this.client.takeAll(second).ids()).isEqualTo(SteppedFeeds.ids(0, 16));
		assertThat(this.client.resets()).isEmpty();
	}

	@Test
	void whenAClientHasMissedEventsThenItIsToldThatItIsLiveAfterThemAndOnce() {
		IntStream.range(0, 10).forEach((i) -> this.feeds.append(ORDER, "e-" + i));
		Feed feed = resume("events~2:0:100", ORDER);
		for (int i = 0; i < 6; i++) {
			this.feeds.tail();
			this.client.takeAll(feed);
			this.feeds.catchUp();
		}
		this.feeds.publish(ORDER, "e-10");
		this.feeds.settle();
		this.client.takeAll(feed);
		List<String> expected = new ArrayList<>(SteppedFeeds.ids(0, 10));
		expected.addAll(List.of("Live", "e-10"));
		assertThat(this.client.course()).isEqualTo(expected);
	}

	@Test
	void whenAClientOfSeveralSourcesReadsSlowlyThenItIsLiveAfterAllThatTheLogHeldWhenItCame() {
		SteppedFeeds small = new SteppedFeeds(2, 4, Duration.ZERO);
		IntStream.range(0, 40).forEach((i) -> small.append((i % 4 == 0) ? OTHER : ORDER, "e-" + i));
		assertThat(small.log.events()).extracting((stored) -> stored.position().partition()).contains(0, 1);
		Feed feed = small.open(FeedRequest.begin(Set.of(ORDER, OTHER), 100), this.client);
		for (int i = 0; i < 100 && !this.client.isLive(); i++) {
			small.settle();
			this.client.take(feed, 1);
		}
		assertThat(this.client.course()).hasSize(41).endsWith("Live");
	}

	@Test
	void whenNothingWasMissedThenAClientIsLiveAtOnceAlthoughNoNotificationComes() {
		this.feeds.append(ORDER, "before");
		Feed feed = begin(0, ORDER);
		Awaitility.await().until(() -> {
			this.feeds.settle();
			return this.client.takeAll(feed).isLive();
		});
		Feed second = begin(0, ORDER);
		this.feeds.settle();
		assertThat(new RecordingClient().takeAll(second).course()).containsExactly("Live");
	}

	@Test
	void oneCursorCoversAllSources() {
		Feed first = begin(0, ORDER, OTHER);
		this.feeds.settle();
		IntStream.range(0, 10).forEach((i) -> this.feeds.publish((i % 2 == 0) ? ORDER : OTHER, "e-" + i));
		this.feeds.settle();
		this.client.take(first, 6);
		first.close();
		Feed second = resume(this.client.cursor(), ORDER, OTHER);
		this.feeds.settle();
		assertThat(this.client.takeAll(second).ids()).containsExactlyInAnyOrderElementsOf(SteppedFeeds.ids(0, 10));
		assertThat(this.client.ids()).filteredOn((id) -> Integer.parseInt(id.substring(2)) % 2 == 0)
			.containsExactly("e-0", "e-2", "e-4", "e-6", "e-8");
	}

	@Test
	void whenANotificationIsLostThenTheNextOneBringsBoth() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.append(ORDER, "e-0");
		this.feeds.publish(ORDER, "e-1");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0", "e-1");
	}

	@Test
	void whenNotificationsComeTwiceLateAndOutOfOrderThenEachEventIsDeliveredOnceInOrder() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		List<Notification> all = IntStream.range(0, 5).mapToObj((i) -> this.feeds.append(ORDER, "e-" + i)).toList();
		for (int i : new int[] { 3, 3, 0, 4, 1, 2, 0, 4 }) {
			this.feeds.bus.publish(List.of(all.get(i)));
			this.feeds.settle();
		}
		assertThat(this.client.takeAll(feed).ids()).isEqualTo(SteppedFeeds.ids(0, 5));
	}

	@Test
	void whenAllNotificationsAreLostThenTheTimeBringsTheEvents() {
		SteppedFeeds reconciled = new SteppedFeeds(1, 100, Duration.ofNanos(1));
		Feed feed = reconciled.open(FeedRequest.begin(Set.of(ORDER), 0), this.client);
		reconciled.settle();
		reconciled.append(ORDER, "e-0");
		reconciled.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0");
	}

	@Test
	void whenTheBusIsHeardAgainThenWhatItDidNotSayIsRead() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.append(ORDER, "e-0");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).isEmpty();
		this.feeds.bus.reconnect();
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0");
	}

	@ParameterizedTest
	@CsvSource({ "events,0,9223372036854775807", "events,0,5000", "events,77,5000", "other,0,5000" })
	void whenANotificationIsForgedThenNothingIsDeliveredAndNothingIsHeldUp(String topic, int partition, long offset) {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		Notification forged = new Notification("forged", "test", ORDER, new Position(topic, partition, offset), null);
		this.feeds.bus.publish(List.of(forged));
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-0");
		this.feeds.bus.publish(List.of(forged));
		Awaitility.await().until(() -> {
			this.feeds.settle();
			return !this.client.takeAll(feed).ids().isEmpty();
		});
		assertThat(this.client.ids()).containsExactly("e-0");
	}

	@Test
	void whenNotificationsOfOtherSourcesShareTheChannelThenTheyLeadToNothing() {
		begin(0, ORDER);
		this.feeds.settle();
		int before = this.feeds.log.reads();
		Notification other = this.feeds.append(new Source("order", "44"), "e-0");
		this.feeds.bus.publish("events:order:42", other);
		this.feeds.settle();
		assertThat(this.feeds.log.reads()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource({ "events~2:0:5000,AHEAD", "events~2:0:9223372036854775807,AHEAD", "events:0:9223372036854775807,AHEAD",
			"events~2:0:1,EXPIRED", "events~1:0:100,REPARTITIONED", "events~2@second:0:100,RECREATED",
			"events~2:1:100,FOREIGN", "other~2:0:100,FOREIGN", "42,INVALID", "-1,INVALID" })
	void whenACursorCannotBeHonouredThenTheClientIsToldAndBeginsAnew(String cursor, ResetReason reason) {
		IntStream.range(0, 5).forEach((i) -> this.feeds.append(ORDER, "e-" + i));
		Feed feed = this.feeds.open(FeedRequest.resume(Set.of(ORDER), cursor, 2), this.client);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-5");
		this.feeds.settle();
		this.client.takeAll(feed);
		assertThat(this.client.resets()).containsExactly(reason);
		assertThat(this.client.messages().get(0)).isInstanceOf(FeedMessage.Reset.class);
		assertThat(this.client.ids()).isEqualTo(SteppedFeeds.ids(3, 6));
		assertThat(this.feeds.statistics.resets(reason)).isOne();
	}

	@Test
	void whenWhatFollowsTheCursorExpiresWhileItIsReadThenTheClientIsTold() {
		IntStream.range(0, 5_000).forEach((i) -> this.feeds.append(ORDER, "e-" + i));
		Feed feed = resume("events~2:0:100", ORDER);
		this.feeds.tail();
		this.feeds.log.expireBefore(0, 110);
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).resets()).containsExactly(ResetReason.EXPIRED);
	}

	@Test
	void whenTheLogHasLostWhatAClientHadReadThenTheClientIsToldWhenItComesBack() {
		this.feeds.append(ORDER, "e-0");
		Notification last = this.feeds.append(ORDER, "e-1");
		Feed first = begin(10, ORDER);
		this.feeds.settle();
		this.client.takeAll(first);
		first.close();
		this.feeds.log.lose(last.position());
		this.feeds.append(ORDER, "e-2");
		Feed second = resume(this.client.cursor(), ORDER);
		this.feeds.settle();
		assertThat(this.client.takeAll(second).resets()).containsExactly(ResetReason.AHEAD);
	}

	@Test
	void whenTheLogLosesWhatWasReadThenListeningClientsAreTold() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-0");
		Notification last = this.feeds.publish(ORDER, "e-1");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0", "e-1");
		this.feeds.log.lose(last.position());
		this.feeds.publish(ORDER, "e-2");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).resets()).containsExactly(ResetReason.AHEAD);
		this.feeds.publish(ORDER, "e-3");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).endsWith("e-3");
	}

	@Test
	void whenAPartitionHasAdvancedPastItsLastRecordThenNobodyIsTold() {
		this.feeds.log.endAtLastRecords();
		Feed feed = begin(0, ORDER, OTHER);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-0");
		this.feeds.settle();
		this.feeds.log.skipTo(0, 500);
		this.feeds.publish(OTHER, "e-1");
		this.feeds.settle();
		this.feeds.engine.onSubscribed();
		RecordingClient second = new RecordingClient();
		Feed resumed = this.feeds.open(FeedRequest.resume(Set.of(ORDER), "events~2:0:450", 10), second);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-2");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0", "e-1", "e-2");
		assertThat(this.client.resets()).isEmpty();
		assertThat(second.takeAll(resumed).ids()).containsExactly("e-2");
		assertThat(second.resets()).isEmpty();
	}

	@Test
	void whenTheTopicIsDeletedAndCreatedAgainThenClientsAreTold() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.log.setIdentity("second");
		Awaitility.await().until(() -> {
			this.feeds.settle();
			return this.client.takeAll(feed).resets().contains(ResetReason.RECREATED);
		});
		this.feeds.settle();
		this.feeds.publish(ORDER, "new");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).contains("new");
	}

	@Test
	void whenTheTopicGrowsThenClientsAreToldAndSourcesAreWatchedWhereTheyWereAndAre() {
		Feed feed = begin(0, ORDER, OTHER);
		this.feeds.settle();
		this.feeds.log.growTo(5);
		Awaitility.await().until(() -> {
			this.feeds.settle();
			return this.client.takeAll(feed).resets().contains(ResetReason.REPARTITIONED);
		});
		this.feeds.settle();
		Notification moved = this.feeds.publish(ORDER, "new-place");
		assertThat(moved.position().partition()).isNotEqualTo(0);
		this.feeds.bus.publish(List.of(Notification.of(SteppedFeeds.event(ORDER, "old-place"),
				this.feeds.log.append(SteppedFeeds.event(ORDER, "old-place"), 0), null)));
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactlyInAnyOrder("new-place", "old-place");
	}

	@Test
	void whenAPublishWasRepeatedThenTheEventIsDeliveredOnce() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-0");
		this.feeds.publish(ORDER, "e-1");
		this.feeds.publish(ORDER, "e-0");
		this.feeds.settle();
		Feed later = this.feeds.open(FeedRequest.begin(Set.of(ORDER), 10), this.client);
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0", "e-1");
		assertThat(new RecordingClient().takeAll(later).ids()).containsExactly("e-0", "e-1");
	}

	@Test
	void whenMoreComesThanTheBufferHoldsThenTheRestComesFromTheLog() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		IntStream.range(0, 500).forEach((i) -> this.feeds.publish(ORDER, "e-" + i));
		for (int i = 0; i < 100; i++) {
			this.feeds.settle();
			this.client.take(feed, 10);
		}
		assertThat(this.client.takeAll(feed).ids()).isEqualTo(SteppedFeeds.ids(0, 500));
		assertThat(feed.closed()).isNull();
	}

	@Test
	void whenEventsAreLargeThenWhatWaitsIsBoundedInBytesAndTheRestComesFromTheLog() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		IntStream.range(0, 20)
			.forEach((i) -> this.feeds.bus.publish(List.of(this.feeds.append(ORDER, "e-" + i, 30_000))));
		for (int i = 0; i < 20; i++) {
			this.feeds.settle();
			assertThat(this.feeds.budget.used()).isLessThanOrEqualTo(100_000);
			this.client.take(feed, 1);
		}
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).isEqualTo(SteppedFeeds.ids(0, 20));
		assertThat(this.feeds.budget.used()).isZero();
	}

	@Test
	void whenAnEventIsLargerThanTheBufferThenItIsDelivered() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.bus.publish(List.of(this.feeds.append(ORDER, "e-0", 300_000)));
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0");
	}

	@Test
	void recentHistoryIsReadAsTheClientTakesItAndNeverAllAtOnce() {
		IntStream.range(0, 100).forEach((i) -> this.feeds.append((i % 2 == 0) ? ORDER : OTHER, "e-" + i, 30_000));
		Feed feed = begin(1000, ORDER, OTHER);
		this.feeds.settle();
		assertThat(this.feeds.budget.used()).isPositive().isLessThanOrEqualTo(100_000);
		int before = this.feeds.log.handed();
		for (int i = 0; i < 100; i++) {
			this.feeds.settle();
			this.client.take(feed, 1);
			assertThat(this.feeds.budget.used()).isLessThanOrEqualTo(100_000);
		}
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).hasSize(100).doesNotHaveDuplicates();
		// what has no room is not read again and again
		assertThat(this.feeds.log.handed() - before).isLessThan(300);
	}

	@Test
	void eachSourceBeginsWithItsOwnRecentHistory() {
		SteppedFeeds one = new SteppedFeeds(1, 100, Duration.ZERO);
		IntStream.range(0, 10).forEach((i) -> one.append(OTHER, "other-" + i));
		IntStream.range(0, 10).forEach((i) -> one.append(ORDER, "order-" + i));
		Feed feed = one.open(FeedRequest.begin(Set.of(ORDER, OTHER), 2), this.client);
		one.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("other-8", "other-9", "order-8", "order-9");
	}

	@Test
	void anEventThatWaitsForSeveralClientsCountsOnce() {
		List<Feed> waiting = IntStream.range(0, 5).mapToObj((i) -> begin(0, ORDER)).toList();
		this.feeds.settle();
		this.feeds.bus.publish(List.of(this.feeds.append(ORDER, "e-0", 5_000)));
		this.feeds.settle();
		assertThat(this.feeds.budget.used()).as("key and data").isEqualTo(ORDER.id().length() + 5_000);
		waiting.forEach(Feed::close);
		assertThat(this.feeds.budget.used()).isZero();
	}

	@Test
	void whenSlowClientsTogetherHoldTooMuchThenTheOthersGetEverythingAndSoDoTheyInTheEnd() {
		SteppedFeeds tight = new SteppedFeeds(1,
				new FeedSettings(100, 100_000, 200_000, Duration.ofMinutes(1), Duration.ofNanos(1)));
		List<Source> sources = IntStream.range(0, 10).mapToObj((i) -> new Source("order", "slow-" + i)).toList();
		List<Feed> slow = sources.stream()
			.map((source) -> tight.open(FeedRequest.begin(Set.of(source), 0), new RecordingClient()))
			.toList();
		Feed running = tight.open(FeedRequest.begin(Set.of(ORDER), 0), this.client);
		tight.settle();
		for (int i = 0; i < 10; i++) {
			String id = "e-" + i;
			sources.forEach((source) -> tight.append(source, id, 10_000));
			tight.append(ORDER, id, 10_000);
			tight.settle();
			this.client.takeAll(running);
			assertThat(tight.budget.used()).isLessThanOrEqualTo(200_000);
		}
		assertThat(this.client.ids()).isEqualTo(SteppedFeeds.ids(0, 10));
		List<RecordingClient> late = slow.stream().map((feed) -> new RecordingClient()).toList();
		for (int round = 0; round < 100; round++) {
			tight.settle();
			IntStream.range(0, 10).forEach((i) -> late.get(i).takeAll(slow.get(i)));
		}
		assertThat(late).allSatisfy((client) -> assertThat(client.ids()).isEqualTo(SteppedFeeds.ids(0, 10)));
	}

	@Test
	void whenAConnectionTakesNothingForTooLongThenItsFeedEndsHoweverLittleWaits() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		feed.setBlocked(true);
		feed.checkProgress(Duration.ofMinutes(1).toNanos());
		feed.setBlocked(false);
		feed.checkProgress(-1);
		assertThat(feed.closed()).isNull();
		feed.setBlocked(true);
		feed.checkProgress(-1);
		assertThat(feed.closed()).isEqualTo(CloseReason.CLIENT_TOO_SLOW);
	}

	@Test
	void whenAClientTakesNothingThenTheOthersGetEverythingAndWhatWaitsIsBounded() {
		Feed frozen = begin(0, ORDER);
		RecordingClient other = new RecordingClient();
		Feed running = this.feeds.open(FeedRequest.begin(Set.of(ORDER), 0), other);
		this.feeds.settle();
		for (int i = 0; i < 1000; i++) {
			this.feeds.publish(ORDER, "e-" + i);
			this.feeds.settle();
			other.takeAll(running);
		}
		assertThat(other.ids()).isEqualTo(SteppedFeeds.ids(0, 1000));
		assertThat(this.client.takeAll(frozen).ids()).hasSizeLessThanOrEqualTo(100);
	}

	@Test
	void whenAClientTakesNothingForTooLongThenItIsClosedAndCanComeBack() {
		ClientBuffer buffer = new ClientBuffer(new FeedSettings(2, 1000, 1000, Duration.ZERO, Duration.ZERO),
				new BufferBudget(1000));
		Feed feed = new Feed(FeedRequest.begin(Set.of(ORDER), 0), this.client, buffer, (closed) -> {
		}, (roomy) -> {
		});
		feed.begin(FeedProgress.of(Map.of(), Map.of()));
		feed.checkProgress(0);
		assertThat(feed.closed()).isNull();
		feed.offer(new FeedMessage.Live(), 0);
		feed.offer(new FeedMessage.Live(), 0);
		assertThat(feed.offer(new FeedMessage.Live(), 0)).isFalse();
		feed.checkProgress(Duration.ofMinutes(1).toNanos());
		assertThat(feed.closed()).isNull();
		feed.checkProgress(-1);
		assertThat(feed.closed()).isEqualTo(CloseReason.CLIENT_TOO_SLOW);
	}

	@Test
	void whenTheLogIsAwayThenTheFirstOpeningFailsAndLaterThingsWait() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.log.setAway(true);
		this.feeds.publish(ORDER, "e-0");
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(this.feeds::tail);
		this.feeds.log.setAway(false);
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0");
	}

	@Test
	void whenARecordCannotBeReadThenOnlyTheClientsOfItsPartitionBeginAnew() {
		Source elsewhere = elsewhere();
		RecordingClient other = new RecordingClient();
		Feed feed = begin(2, ORDER);
		Feed unaffected = this.feeds.open(FeedRequest.begin(Set.of(elsewhere), 0), other);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-0");
		this.feeds.log.setUnreadable(this.feeds.append(ORDER, "huge").position());
		this.feeds.publish(ORDER, "e-1");
		this.feeds.publish(elsewhere, "f-0");
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-2");
		this.feeds.settle();
		assertThat(this.client.takeAll(feed).resets()).containsExactly(ResetReason.EXPIRED);
		assertThat(this.client.ids()).endsWith("e-1", "e-2").doesNotContain("huge");
		assertThat(other.takeAll(unaffected).ids()).containsExactly("f-0");
		assertThat(other.resets()).isEmpty();
	}

	@Test
	void whenARecordThatCannotBeReadWasMissedThenTheClientBeginsAnewAndOthersGoOn() {
		Feed live = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.log.setUnreadable(this.feeds.append(ORDER, "huge").position());
		this.feeds.publish(ORDER, "e-0");
		this.feeds.settle();
		this.client.takeAll(live);
		RecordingClient late = new RecordingClient();
		Feed resumed = this.feeds.open(FeedRequest.resume(Set.of(ORDER), "events~2:0:100", 5), late);
		this.feeds.settle();
		assertThat(late.takeAll(resumed).resets()).containsExactly(ResetReason.EXPIRED);
		assertThat(late.ids()).containsExactly("e-0");
		this.feeds.publish(ORDER, "e-1");
		this.feeds.settle();
		assertThat(this.client.takeAll(live).ids()).endsWith("e-1");
		assertThat(this.client.resets()).hasSize(1);
	}

	private static Source elsewhere() {
		return IntStream.range(0, 100)
			.mapToObj((i) -> new Source("order", "other-" + i))
			.filter((source) -> Math.floorMod(source.id().hashCode(), 2) != Math.floorMod(ORDER.id().hashCode(), 2))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void whenAnOpeningFailsUnexpectedlyThenItsFeedEndsAndOthersCanBegin() {
		Feed feed = begin(0, ORDER);
		this.feeds.log.setBroken(new IllegalStateException("test"));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.feeds::tail);
		this.feeds.log.setBroken(null);
		assertThat(feed.closed()).isEqualTo(CloseReason.FAILED);
		Feed later = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-0");
		this.feeds.settle();
		assertThat(this.client.takeAll(later).ids()).containsExactly("e-0");
	}

	@Test
	void whenTheConnectionOfAClientFailsThenItsFeedEndsAndOthersGoOn() {
		Feed broken = this.feeds.open(FeedRequest.begin(Set.of(ORDER), 0), (changed) -> {
			throw new OutOfMemoryError("test");
		});
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.feeds.publish(ORDER, "e-0");
		this.feeds.settle();
		assertThat(broken.closed()).isEqualTo(CloseReason.FAILED);
		assertThat(this.client.takeAll(feed).ids()).containsExactly("e-0");
	}

	@Test
	void heartbeatsMoveTheCursorOfAQuietSource() {
		Feed feed = begin(0, ORDER);
		this.feeds.settle();
		this.client.takeAll(feed);
		String before = this.client.cursor();
		IntStream.range(0, 4).forEach((i) -> this.feeds.log.append(SteppedFeeds.event(OTHER, "e-" + i), 0));
		this.feeds.bus.reconnect();
		this.feeds.settle();
		this.feeds.engine.heartbeat();
		this.feeds.settle();
		this.client.takeAll(feed);
		assertThat(this.client.messages().get(this.client.messages().size() - 1))
			.isInstanceOf(FeedMessage.Heartbeat.class);
		assertThat(this.client.cursor()).isNotEqualTo(before).startsWith("events~2@first:0:1");
	}

	@Test
	void aSubscriptionIsSharedAndGoesAfterTheLastClient() {
		Feed first = begin(0, ORDER);
		Feed second = begin(0, ORDER);
		this.feeds.settle();
		assertThat(this.feeds.bus.subscriptions()).isOne();
		first.close();
		second.close();
		this.feeds.settle();
		assertThat(this.feeds.bus.subscriptions()).isOne();
		Awaitility.await().until(() -> {
			this.feeds.settle();
			return this.feeds.bus.subscriptions() == 0;
		});
	}

	@Test
	void whenManyClientsComeBackThenTheyShareOneReading() {
		IntStream.range(0, 50).forEach((i) -> this.feeds.append(ORDER, "e-" + i));
		List<Feed> opened = IntStream.range(0, 1000).mapToObj((i) -> resume("events~2:0:100", ORDER)).toList();
		int before = this.feeds.log.reads();
		this.feeds.settle();
		assertThat(this.feeds.log.reads() - before).isLessThanOrEqualTo(3);
		assertThat(opened).allSatisfy(
				(feed) -> assertThat(new RecordingClient().takeAll(feed).ids()).isEqualTo(SteppedFeeds.ids(0, 50)));
	}

	private Feed begin(int recent, Source... sources) {
		return this.feeds.open(FeedRequest.begin(Set.of(sources), recent), this.client);
	}

	private Feed resume(String cursor, Source... sources) {
		return this.feeds.open(FeedRequest.resume(Set.of(sources), cursor, 10), this.client);
	}

}
