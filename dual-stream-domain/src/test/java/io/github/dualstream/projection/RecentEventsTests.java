package io.github.dualstream.projection;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StoredEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentEvents}. That it reads the log is tested by projections.
 */
class RecentEventsTests {

	private final RecentEvents recent = new RecentEvents(new LogPartition("events", 0));

	@Test
	void anEventIsThereOnceInWhatIsReadAtOnce() {
		StoredEvent first = event("1", "42", 0);
		StoredEvent second = event("1", "43", 1);
		assertThat(this.recent.withoutDuplicates(List.of(first, second, event("1", "42", 2)))).containsExactly(first,
				second);
	}

	@Test
	void whatHasNotTakenEffectIsHandledAgain() {
		List<StoredEvent> events = List.of(event("1", "42", 0));
		assertThat(this.recent.withoutDuplicates(events)).isEqualTo(events);
		assertThat(this.recent.withoutDuplicates(events)).isEqualTo(events);
		this.recent.advanced(events, 1);
		assertThat(this.recent.withoutDuplicates(List.of(event("1", "42", 1)))).isEmpty();
	}

	@Test
	void whenSourcesUseTheSameIdThenTheirEventsDiffer() {
		this.recent.advanced(List.of(event("1", "42", 0)), 1);
		StoredEvent other = event("2", "42", 1);
		assertThat(this.recent.withoutDuplicates(List.of(other))).containsExactly(other);
	}

	@Test
	void theOldestAreForgotten() {
		for (int i = 0; i <= RecentEvents.MAX_RECORDS; i++) {
			this.recent.advanced(List.of(event("1", Integer.toString(i), i)), i + 1);
		}
		StoredEvent forgotten = event("1", "0", 20_000);
		assertThat(this.recent.withoutDuplicates(List.of(forgotten, event("1", "1", 20_001))))
			.containsExactly(forgotten);
	}

	private static StoredEvent event(String source, String id, long offset) {
		return new StoredEvent(new Position("events", 0, offset),
				Event.builder().id(id).source("order", source).type("order.placed").data("").build());
	}

}
