package io.github.dualstream.consumer;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.consumer.deadletter.DeadLetterFollower;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters in memory, a partition for each that they come from. May refuse, or write
 * and say that it did not.
 */
final class InMemoryDeadLetters implements DeadLetterLog, DeadLetterJournal {

	private final Map<LogPartition, List<Slot>> slots = new ConcurrentHashMap<>();

	private final Random random;

	volatile double failureRatio;

	volatile boolean unreadable;

	InMemoryDeadLetters(long seed) {
		this.random = new Random(seed);
	}

	@Override
	public CompletableFuture<Position> keep(LogRecord entry, String group, int attempts, Throwable cause) {
		Position origin = entry.position();
		return write(LogPartition.of(origin),
				(position) -> new Slot(new DeadLetterMark(Kind.LETTER, position, position, origin, entry.key()), entry,
						cause));
	}

	@Override
	public CompletableFuture<Position> answer(DeadLetterMark letter, String group, Kind answer) {
		return write(letter.originPartition(), (position) -> new Slot(letter.answeredBy(answer, position), null, null));
	}

	private CompletableFuture<Position> write(LogPartition origin, Function<Position, Slot> slot) {
		Position position = null;
		boolean refused = chance();
		if (!refused) {
			List<Slot> log = log(origin);
			synchronized (log) {
				position = new Position("letters", origin.number(), log.size());
				log.add(slot.apply(position));
			}
		}
		boolean unknown = chance();
		Position written = position;
		return CompletableFuture.supplyAsync(() -> {
			if (refused || unknown) {
				throw new IllegalStateException("not acknowledged");
			}
			return written;
		});
	}

	private boolean chance() {
		synchronized (this.random) {
			return this.random.nextDouble() < this.failureRatio;
		}
	}

	private List<Slot> log(LogPartition origin) {
		return this.slots.computeIfAbsent(origin, (key) -> new ArrayList<>());
	}

	private List<Slot> copy(LogPartition origin) {
		List<Slot> log = log(origin);
		synchronized (log) {
			return List.copyOf(log);
		}
	}

	@Override
	public @Nullable LogRecord read(DeadLetterMark letter) {
		if (chance()) {
			throw new LogUnavailableException("away", new IOException());
		}
		return copy(letter.originPartition()).get((int) letter.letter().offset()).entry();
	}

	List<DeadLetterMark> marks(LogPartition origin) {
		return copy(origin).stream().map(Slot::mark).toList();
	}

	@Override
	public List<DeadLetter> open(String group, String topic, Predicate<DeadLetter> filter, int limit) {
		return this.slots.keySet()
			.stream()
			.sorted((a, b) -> Integer.compare(a.number(), b.number()))
			.flatMap((origin) -> open(origin, group).stream())
			.filter(filter)
			.limit(limit)
			.toList();
	}

	private List<DeadLetter> open(LogPartition origin, String group) {
		Map<Long, DeadLetter> open = new LinkedHashMap<>();
		for (Slot slot : copy(origin)) {
			DeadLetterMark mark = slot.mark();
			if (mark.kind() == Kind.LETTER) {
				open.put(mark.position().offset(),
						new DeadLetter(mark.position(), mark.origin(), group, mark.key(), null, null, 0,
								slot.cause().getClass().getName(), "" + slot.cause().getMessage(), Instant.EPOCH));
			}
			else if (mark.kind().closes()) {
				open.remove(mark.letter().offset());
			}
		}
		return List.copyOf(open.values());
	}

	@Override
	public DeadLetterFollower follow(String group) {
		return new Follower();
	}

	private record Slot(DeadLetterMark mark, @Nullable LogRecord entry, @Nullable Throwable cause) {

	}

	private final class Follower implements DeadLetterFollower {

		private final Map<LogPartition, Integer> next = new HashMap<>();

		private final Map<LogPartition, Integer> end = new HashMap<>();

		@Override
		public void follow(Collection<LogPartition> origins) {
			this.next.keySet().retainAll(origins);
			for (LogPartition origin : origins) {
				if (this.next.putIfAbsent(origin, 0) == null) {
					this.end.put(origin, copy(origin).size());
				}
			}
		}

		@Override
		public List<DeadLetterMark> poll() {
			if (InMemoryDeadLetters.this.unreadable) {
				throw new LogUnavailableException("unreadable", new IOException());
			}
			List<DeadLetterMark> marks = new ArrayList<>();
			this.next.replaceAll((origin, from) -> {
				List<DeadLetterMark> all = marks(origin);
				int to = Math.min(all.size(), from + 3);
				marks.addAll(all.subList(from, to));
				return to;
			});
			return marks;
		}

		@Override
		public boolean isCaughtUp(LogPartition origin) {
			return this.next.getOrDefault(origin, 0) >= this.end.getOrDefault(origin, 0);
		}

		@Override
		public void close() {
			this.next.clear();
		}

	}

}
