package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BackwardSearch} and what it remembers.
 */
class BackwardSearchTests {

	private static final LogPartition PARTITION = new LogPartition("events", 0);

	private final InMemoryLog log = new InMemoryLog("events");

	private final AtomicLong now = new AtomicLong();

	private final QuietRanges quiet = new QuietRanges(this.now::get);

	private final AtomicLong examined = new AtomicLong();

	private final LogReader reader = this.log.open();

	private final BackwardSearch search = new BackwardSearch(this.reader, this.quiet,
			(record) -> this.examined.incrementAndGet());

	@Test
	void whenASourceHasNoEventsThenSearchingAgainReadsOnlyWhatIsNew() {
		append("busy", 3_000);
		assertThat(find(Map.of("quiet", 10)).get("quiet")).isEmpty();
		assertThat(this.examined.getAndSet(0)).isEqualTo(3_000);
		append("busy", 5);
		assertThat(find(Map.of("quiet", 10)).get("quiet")).isEmpty();
		assertThat(this.examined).hasValue(5);
	}

	@Test
	void whenTheLastEventOfASourceIsFarBackThenItIsFoundAgainWithoutReadingWhatFollowsIt() {
		append("rare", 1);
		append("busy", 20_000);
		long first = find(Map.of("rare", 1)).get("rare").get(0);
		assertThat(this.examined.getAndSet(0)).isEqualTo(20_001);
		assertThat(find(Map.of("rare", 1)).get("rare")).containsExactly(first);
		assertThat(this.examined).hasValue(1);
	}

	@Test
	void afterSomeSecondsNothingIsRemembered() {
		append("busy", 1_000);
		find(Map.of("quiet", 10));
		this.now.set(QuietRanges.EXPIRY_NANOS + 1);
		find(Map.of("quiet", 10));
		assertThat(this.examined).hasValue(2_000);
	}

	@Test
	void ofManySourcesTheYoungestAreRemembered() {
		append("busy", 10);
		for (int i = 0; i <= QuietRanges.CAPACITY; i++) {
			find(Map.of("quiet-" + i, 1));
		}
		this.examined.set(0);
		find(Map.of("quiet-1", 1));
		assertThat(this.examined).hasValue(0);
		find(Map.of("quiet-0", 1));
		assertThat(this.examined).hasValue(10);
	}

	/** Whatever is remembered: what is found is what lies in the log. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void findsTheMostRecentEventsOfEachSource(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 25; round++) {
			append("busy", random.nextInt(2_500));
			append("source-" + random.nextInt(8), random.nextInt(3));
			this.now.addAndGet(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000)));
			Map<String, Integer> wanted = new HashMap<>();
			for (int i = 0; i <= random.nextInt(4); i++) {
				wanted.put("source-" + random.nextInt(10), random.nextInt(5));
			}
			Map<String, List<Long>> found = find(wanted);
			wanted.forEach((source, max) -> assertThat(found.get(source)).as("%s of round with seed %d", source, seed)
				.isEqualTo(last(source, max)));
		}
	}

	private List<Long> last(String sourceId, int max) {
		long end = end();
		List<Long> offsets = this.log.events()
			.stream()
			.filter((stored) -> stored.event().sourceId().equals(sourceId))
			.map((stored) -> stored.position().offset())
			.filter((offset) -> offset >= end - BackwardSearch.MAX_SCAN)
			.toList();
		return offsets.subList(Math.max(0, offsets.size() - max), offsets.size());
	}

	private Map<String, List<Long>> find(Map<String, Integer> wanted) {
		Map<Source, Integer> sources = new HashMap<>();
		wanted.forEach((id, max) -> sources.put(new Source("order", id), max));
		BackwardSearch.Found<Long> found = this.search.find(PARTITION, end(), sources, FeedEvent::offset);
		Map<String, List<Long>> offsets = new HashMap<>();
		sources.keySet().forEach((source) -> offsets.put(source.id(), new ArrayList<>(found.of(source))));
		return offsets;
	}

	private long end() {
		return this.reader.ends(List.of(PARTITION)).get(PARTITION);
	}

	private void append(String sourceId, int count) {
		for (int i = 0; i < count; i++) {
			this.log.append(Event.of("order", sourceId, "order.placed", Map.of()));
		}
	}

}
