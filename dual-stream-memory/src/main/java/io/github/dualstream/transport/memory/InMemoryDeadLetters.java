package io.github.dualstream.transport.memory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.DeadLetter;
import io.github.dualstream.transport.DeadLetterFollower;
import io.github.dualstream.transport.DeadLetterJournal;
import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.DeadLetterMark.Kind;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.UnreadableEntryException;
import org.jspecify.annotations.Nullable;

/**
 * Dead-letter records in the memory of this process, a journal for each partition that
 * they come from. Thread-safe.
 */
public final class InMemoryDeadLetters implements DeadLetterLog, DeadLetterJournal {

	private final Clock clock;

	private final UnaryOperator<String> topicNames;

	private final Map<LogPartition, List<Line>> journals = new ConcurrentHashMap<>();

	/**
	 * Create the journal.
	 * @param clock clock for the time of a dead-letter record
	 * @param topicNames function from the name of a topic to that of its dead-letter
	 * topic
	 */
	public InMemoryDeadLetters(Clock clock, UnaryOperator<String> topicNames) {
		this.clock = clock;
		this.topicNames = topicNames;
	}

	@Override
	public CompletableFuture<Position> keep(LogEntry entry, String group, int attempts, Throwable cause) {
		Position origin = entry.position();
		return write(new LogPartition(origin.topic(), origin.partition()), (position) -> {
			DeadLetter letter = letter(entry, position, group, attempts, cause);
			return new Line(group, letter.mark(), letter, entry);
		});
	}

	private DeadLetter letter(LogEntry entry, Position position, String group, int attempts, Throwable cause) {
		Event event = eventOf(entry);
		return new DeadLetter(position, entry.position(), group, entry.key(), (event != null) ? event.id() : null,
				(event != null) ? event.type() : null, attempts, cause.getClass().getName(),
				String.valueOf(cause.getMessage()), this.clock.instant());
	}

	private static @Nullable Event eventOf(LogEntry entry) {
		try {
			return entry.event();
		}
		catch (UnreadableEntryException ex) {
			// that is why it is here
			return null;
		}
	}

	@Override
	public CompletableFuture<Position> answer(DeadLetterMark letter, String group, Kind answer) {
		return write(letter.originPartition(),
				(position) -> new Line(group, letter.answeredBy(answer, position), null, null));
	}

	private CompletableFuture<Position> write(LogPartition origin, Function<Position, Line> line) {
		List<Line> journal = this.journals.computeIfAbsent(origin, (key) -> new ArrayList<>());
		synchronized (journal) {
			Position position = new Position(this.topicNames.apply(origin.topic()), origin.number(), journal.size());
			journal.add(line.apply(position));
			return CompletableFuture.completedFuture(position);
		}
	}

	private List<Line> journal(LogPartition origin) {
		List<Line> journal = this.journals.getOrDefault(origin, List.of());
		synchronized (journal) {
			return List.copyOf(journal);
		}
	}

	@Override
	public @Nullable LogEntry read(DeadLetterMark letter) {
		List<Line> journal = journal(letter.originPartition());
		long offset = letter.letter().offset();
		return (offset < journal.size()) ? journal.get((int) offset).entry : null;
	}

	@Override
	public List<DeadLetter> open(String group, String topic, Predicate<DeadLetter> filter, int limit) {
		return this.journals.keySet()
			.stream()
			.filter((origin) -> origin.topic().equals(topic))
			.sorted(Comparator.comparingInt(LogPartition::number))
			.flatMap((origin) -> open(origin, group).stream())
			.filter(filter)
			.limit(limit)
			.toList();
	}

	private List<DeadLetter> open(LogPartition origin, String group) {
		Map<Position, DeadLetter> open = new LinkedHashMap<>();
		for (Line line : journal(origin)) {
			if (!line.group.equals(group)) {
				continue;
			}
			if (line.letter != null) {
				open.put(line.mark.position(), line.letter);
			}
			else if (line.mark.kind().closes()) {
				open.remove(line.mark.letter());
			}
		}
		return List.copyOf(open.values());
	}

	@Override
	public DeadLetterFollower follow(String group) {
		return new Follower(group);
	}

	/**
	 * Line of a journal.
	 *
	 * @param group group of the record
	 * @param mark mark of the line
	 * @param letter the dead-letter record, if it is one
	 * @param entry the original record
	 */
	private record Line(String group, DeadLetterMark mark, @Nullable DeadLetter letter, @Nullable LogEntry entry) {

	}

	private final class Follower implements DeadLetterFollower {

		private final String group;

		private final Map<LogPartition, Integer> next = new HashMap<>();

		private final Map<LogPartition, Integer> ends = new HashMap<>();

		Follower(String group) {
			this.group = group;
		}

		@Override
		public void follow(Collection<LogPartition> origins) {
			this.next.keySet().retainAll(origins);
			this.ends.keySet().retainAll(origins);
			for (LogPartition origin : origins) {
				if (this.next.putIfAbsent(origin, 0) == null) {
					this.ends.put(origin, journal(origin).size());
				}
			}
		}

		@Override
		public List<DeadLetterMark> poll() {
			List<DeadLetterMark> marks = new ArrayList<>();
			this.next.replaceAll((origin, from) -> {
				List<Line> journal = journal(origin);
				journal.subList(from, journal.size())
					.stream()
					.filter((line) -> line.group.equals(this.group))
					.map(Line::mark)
					.forEach(marks::add);
				return journal.size();
			});
			return marks;
		}

		@Override
		public boolean isCaughtUp(LogPartition origin) {
			return this.next.getOrDefault(origin, 0) >= this.ends.getOrDefault(origin, 0);
		}

		@Override
		public void close() {
			this.next.clear();
		}

	}

}
