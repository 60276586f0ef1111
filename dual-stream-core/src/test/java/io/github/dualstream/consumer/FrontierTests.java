package io.github.dualstream.consumer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FrontierTests {

	@Test
	void whenNothingWasReadThenItStandsAtTheStart() {
		assertThat(new Frontier(7).next()).isEqualTo(7);
	}

	@Test
	void whenAHigherOneIsDoneFirstThenItWaitsForTheLowest() {
		Frontier frontier = new Frontier(0);
		Task first = read(frontier, 0);
		Task second = read(frontier, 1);
		second.done();
		assertThat(frontier.next()).isZero();
		first.done();
		assertThat(frontier.next()).isEqualTo(2);
	}

	@Test
	void whenOffsetsHaveHolesThenTheyAreSteppedOver() {
		Frontier frontier = new Frontier(0);
		Task first = read(frontier, 3);
		Task second = read(frontier, 10);
		first.done();
		assertThat(frontier.next()).isEqualTo(10);
		second.done();
		assertThat(frontier.next()).isEqualTo(11);
	}

	@Test
	void whenNothingMoreComesBelowThenItStandsThereOnceAllIsDone() {
		Frontier frontier = new Frontier(0);
		Task mark = read(frontier, 0);
		frontier.readTo(3);
		assertThat(frontier.next()).isZero();
		mark.done();
		assertThat(frontier.next()).isEqualTo(3);
	}

	@Test
	void whenAnOffsetComesAgainThenItIsRefused() {
		Frontier frontier = new Frontier(0);
		read(frontier, 4);
		assertThatIllegalArgumentException().isThrownBy(() -> read(frontier, 4)).withMessageContaining("offset 4");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void inWhateverOrderTheyAreDoneItIsTheLowestThatIsNot(long seed) {
		Random random = new Random(seed);
		Frontier frontier = new Frontier(0);
		TreeSet<Long> open = new TreeSet<>();
		List<Runnable> completions = new ArrayList<>();
		for (long offset = random.nextInt(3); offset < 1_000; offset += 1 + random.nextInt(3)) {
			long read = offset;
			Task mark = read(frontier, read);
			open.add(read);
			completions.add(() -> {
				mark.done();
				open.remove(read);
			});
		}
		long end = open.last() + 1;
		Collections.shuffle(completions, random);
		for (Runnable completion : completions) {
			completion.run();
			assertThat(frontier.next()).isEqualTo(open.isEmpty() ? end : open.first());
		}
	}

	private static Task read(Frontier frontier, long offset) {
		Task task = new Task(InMemoryGroups.record(offset));
		frontier.read(task);
		return task;
	}

}
