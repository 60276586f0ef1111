package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that {@link ProjectedView} finds each violation, wherever in a history it is.
 */
class ProjectedViewTests {

	@Test
	void whenAHistoryIsCleanThenNothingIsFound() {
		Seeds.assertClean((seed) -> new History(seed).check());
	}

	@ParameterizedTest
	@EnumSource
	void whenAHistoryHasAnAnomalyThenItIsFoundWhateverTheSeed(Anomaly anomaly) {
		Seeds.assertFound('M', anomaly, (seed) -> {
			History history = new History(seed);
			anomaly.mutation.accept(history);
			return history.check();
		});
	}

	/**
	 * Anomaly that a history is given.
	 */
	enum Anomaly {

		EVENT_LOST((history) -> history.effects.remove(history.anyEffect())),

		EVENT_TAKEN_TWICE((history) -> {
			ViewEffect effect = history.anyEffect();
			history.effects.add(new ViewEffect(1_000, effect.event(), effect.source()));
		}),

		DUPLICATE_RECORD_TAKEN_TWICE((history) -> {
			LogRecord record = history.log.get(history.random.nextInt(history.log.size()));
			history.log.add(new LogRecord("orders", record.partition(), 1_000, record.event(), record.source(), ""));
			history.effects.add(new ViewEffect(1_000, record.event(), record.source()));
		}),

		EFFECT_OF_NOTHING((history) -> history.effects.add(new ViewEffect(1_000, "ghost", "order:0"))),

		TWO_OF_A_SOURCE_SWAPPED((history) -> {
			List<ViewEffect> ofFirst = history.effects.stream()
				.filter((effect) -> effect.source().equals("order:0"))
				.toList();
			ViewEffect first = ofFirst.get(0);
			ViewEffect second = ofFirst.get(1);
			history.effects.removeAll(List.of(first, second));
			history.effects.add(new ViewEffect(second.number(), first.event(), first.source()));
			history.effects.add(new ViewEffect(first.number(), second.event(), second.source()));
		}),

		EFFECT_UNDER_ANOTHER_SOURCE((history) -> {
			ViewEffect effect = history.anyEffect();
			history.effects.remove(effect);
			history.effects.add(new ViewEffect(effect.number(), effect.event(), "order:99"));
		}),

		HALF_BUILT_VIEW_SEEN((history) -> {
			int place = 1 + history.random.nextInt(history.reads.size() - 1);
			ViewRead before = history.reads.get(place - 1);
			history.reads.add(place, new ViewRead(before.reader(), before.generation() + 1, before.effects() - 1));
		}),

		OLD_VIEW_SEEN_AGAIN((history) -> {
			ViewRead last = history.reads.get(history.reads.size() - 1);
			history.reads.add(new ViewRead(last.reader(), last.generation() - 1, last.effects()));
		}),

		AWAITED_IN_VAIN((history) -> history.awaited.set(history.random.nextInt(history.awaited.size()),
				new AwaitedEvent("e1", false)));

		@SuppressWarnings("ImmutableEnumChecker") // the lambdas above have no state
		private final Consumer<History> mutation;

		Anomaly(Consumer<History> mutation) {
			this.mutation = mutation;
		}

	}

	/**
	 * Random history without violations: records that were sent twice, two readers, and
	 * rebuilds between their reads.
	 */
	private static final class History {

		private final Random random;

		private final List<LogRecord> log = new ArrayList<>();

		private final List<ViewEffect> effects = new ArrayList<>();

		private final List<ViewRead> reads = new ArrayList<>();

		private final List<AwaitedEvent> awaited = new ArrayList<>();

		History(long seed) {
			this.random = new Random(seed);
			int generation = 1;
			for (int i = 0; i < 30; i++) {
				int number = (i < 2) ? 0 : this.random.nextInt(4);
				String source = "order:" + number;
				this.log.add(new LogRecord("orders", number % 2, this.log.size(), "e" + i, source, ""));
				this.effects.add(new ViewEffect(i, "e" + i, source));
				if (this.random.nextInt(5) == 0) {
					// again, after a crash
					this.log.add(new LogRecord("orders", number % 2, this.log.size(), "e" + i, source, ""));
				}
				generation += this.random.nextInt(2);
				this.reads.add(new ViewRead("reader", generation, i + 1));
				this.reads.add(new ViewRead("other", 1 + i / 10, i / 2));
				this.awaited.add(new AwaitedEvent("e" + i, true));
			}
		}

		private ViewEffect anyEffect() {
			return this.effects.get(this.random.nextInt(this.effects.size()));
		}

		List<Violation> check() {
			return ProjectedView.check(this.log, this.effects, this.reads, this.awaited);
		}

	}

}
