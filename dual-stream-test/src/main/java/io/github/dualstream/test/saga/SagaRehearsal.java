package io.github.dualstream.test.saga;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Causation;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.DueTime;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.NoData;
import io.github.dualstream.PublishResult;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.Source;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.InMemoryEventStore;
import io.github.dualstream.aggregate.VersionedEvent;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.saga.InMemorySagaStore;
import io.github.dualstream.saga.SagaInstance;
import io.github.dualstream.saga.SagaKey;
import io.github.dualstream.saga.SagaOutcome;
import io.github.dualstream.saga.SagaType;
import io.github.dualstream.saga.Sagas;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.util.Assert;

/**
 * One saga in memory, with everything that it publishes and a clock of its own. Events
 * that it publishes and handles itself come back to it, as through the log.
 */
final class SagaRehearsal implements SagaCollaborators {

	private final JsonMapper mapper = new JsonMapper();

	private final List<Event> published = new ArrayList<>();

	private final List<Scheduled> scheduled = new ArrayList<>();

	private final InMemoryEventStore streams = new InMemoryEventStore(this.mapper);

	private final MovableClock clock = new MovableClock(Instant.now());

	private final SagaType type;

	private final Sagas sagas;

	private @Nullable SagaKey key;

	SagaRehearsal(Function<SagaCollaborators, ?> saga) {
		DataReader reader = new DataReader(this.mapper, new DataSerializers(List.of()));
		this.type = SagaType.of(saga.apply(this), this.mapper, reader::as);
		this.sagas = new Sagas(List.of(this.type), new InMemorySagaStore(this.clock), scheduledPublisher(),
				new UnstoredTransactions(), (name, outcome) -> {
				});
	}

	/** Read an event of others as through the log, and check that it is for this saga. */
	Event read(Event event) {
		Event read = asRead(event);
		Assert.isTrue(this.type.accepts(read), () -> "Saga '" + this.type.name() + "' does not handle events of type '"
				+ event.type() + "' and source type '" + event.sourceType() + "'");
		SagaKey of = this.type.keyOf(read);
		if (this.key == null) {
			this.key = of;
		}
		Assert.isTrue(of.equals(this.key),
				() -> read + " belongs to saga '" + of + "', and the scenario is about saga '" + this.key + "'");
		return read;
	}

	SagaOutcome handle(Event read) {
		if (read.data() instanceof JsonData) {
			this.streams.append(read.source(), this.streams.load(read.source()).size(), List.of(read));
		}
		return deliver(read);
	}

	/** Deliver an event, and those that it leads to, in the order of the log. */
	private SagaOutcome deliver(Event event) {
		Deque<Event> waiting = new ArrayDeque<>();
		SagaOutcome first = step(event, waiting);
		while (!waiting.isEmpty()) {
			step(waiting.remove(), waiting);
		}
		return first;
	}

	private SagaOutcome step(Event event, Deque<Event> waiting) {
		int before = this.published.size();
		List<SagaOutcome> outcomes = new ArrayList<>();
		Causation.run(event, () -> outcomes.add(this.sagas.handle(this.type, event)));
		this.published.subList(before, this.published.size()).stream().filter(this.type::accepts).forEach(waiting::add);
		return outcomes.get(0);
	}

	/**
	 * Move the clock, and publish what is due meanwhile.
	 * @return outcome of the first deadline; {@code null} if there was none
	 */
	@Nullable SagaOutcome pass(Duration time) {
		Instant until = this.clock.instant().plus(time);
		SagaOutcome first = null;
		Optional<Scheduled> next = nextDue(until);
		while (next.isPresent()) {
			SagaOutcome outcome = publishDue(next.get());
			first = (first != null) ? first : outcome;
			next = nextDue(until);
		}
		this.clock.moveTo(until);
		return first;
	}

	private Optional<Scheduled> nextDue(Instant until) {
		return this.scheduled.stream()
			.filter((event) -> !event.due().isAfter(until))
			.min(Comparator.comparing(Scheduled::due));
	}

	private @Nullable SagaOutcome publishDue(Scheduled due) {
		this.scheduled.remove(due);
		this.clock.moveTo(due.due());
		if (!due.event().sourceType().equals(this.type.name())) {
			this.published.add(due.event());
		}
		return this.type.accepts(due.event()) ? deliver(due.event()) : null;
	}

	int publishedCount() {
		return this.published.size();
	}

	List<Event> publishedSince(int count) {
		return List.copyOf(this.published.subList(count, this.published.size()));
	}

	SagaInstance saga() {
		if (this.key == null) {
			throw new AssertionError("The scenario has no event");
		}
		SagaKey known = this.key;
		return this.sagas.find(known).orElseThrow(() -> new AssertionError("There is no saga '" + known + "'"));
	}

	/** Time from now until an event is published. */
	Duration delayOf(String eventId) {
		return this.scheduled.stream()
			.filter((event) -> event.event().id().equals(eventId))
			.map((event) -> Duration.between(this.clock.instant(), event.due()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("The deadline has passed"));
	}

	JsonMapper mapper() {
		return this.mapper;
	}

	private Event asRead(Event event) {
		Object data = event.data();
		if (data instanceof JsonData || data instanceof BinaryData || data instanceof NoData) {
			return event;
		}
		Object read = (data instanceof byte[] bytes) ? BinaryData.of(bytes)
				: JsonData.of(this.mapper.writeValueAsBytes(data));
		return event.toBuilder().data(read).build();
	}

	@Override
	public DualStreamPublisher publisher() {
		return (event) -> {
			this.published.add(asRead(Causation.addTo(event)));
			return CompletableFuture.completedFuture(PublishResult.stored(event.id()));
		};
	}

	@Override
	public ScheduledPublisher scheduledPublisher() {
		return new ScheduledPublisher() {

			@Override
			public void publishAt(Event event, Instant due) {
				SagaRehearsal.this.scheduled.add(new Scheduled(asRead(Causation.addTo(event)),
						DueTime.of(due, () -> "event '" + event.id() + "'")));
			}

			@Override
			public void publishAfter(Event event, Duration delay) {
				publishAt(event, clock().instant().plus(DueTime.after(delay, () -> "event '" + event.id() + "'")));
			}

			@Override
			public boolean cancel(String eventId) {
				return SagaRehearsal.this.scheduled.removeIf((event) -> event.event().id().equals(eventId));
			}

		};
	}

	@Override
	public EventStore eventStore() {
		return new EventStore() {

			@Override
			public List<VersionedEvent> append(Source source, long expectedVersion, List<Event> events) {
				List<VersionedEvent> appended = SagaRehearsal.this.streams.append(source, expectedVersion, events);
				appended.forEach((event) -> SagaRehearsal.this.published.add(event.event()));
				return appended;
			}

			@Override
			public List<VersionedEvent> load(Source source, long from, long to) {
				return SagaRehearsal.this.streams.load(source, from, to);
			}

		};
	}

	@Override
	public Clock clock() {
		return this.clock;
	}

	/**
	 * Event that is published later.
	 *
	 * @param event the event
	 * @param due time of its publishing
	 */
	private record Scheduled(Event event, Instant due) {

	}

	/**
	 * Clock that never goes back.
	 */
	private static final class MovableClock extends Clock {

		private Instant now;

		MovableClock(Instant now) {
			this.now = now;
		}

		void moveTo(Instant time) {
			this.now = time.isAfter(this.now) ? time : this.now;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

	/**
	 * Transactions that bind nothing: a scenario ends with the first failure.
	 */
	private static final class UnstoredTransactions extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
