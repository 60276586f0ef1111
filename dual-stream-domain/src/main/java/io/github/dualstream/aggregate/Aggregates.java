package io.github.dualstream.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Aggregates of one kind: loads their state, and appends the events that a decision about
 * it returns. Thread-safe. A bean of this type exists for each class with
 * {@link EventSourced} and each {@link Decider}. <pre class="code">
 * this.orders.create("42", new OrderPlaced("book"));
 * this.orders.execute("42", (order) -&gt; order.pay());
 * </pre>
 *
 * @param <S> type of the state
 */
public final class Aggregates<S> {

	private static final Duration DELAY = Duration.ofMillis(10);

	private static final Duration MAX_DELAY = Duration.ofMillis(200);

	private final AggregateType<S> type;

	private final EventStore store;

	private final PayloadReader reader;

	private final @Nullable Snapshots<S> snapshots;

	private final RetryTemplate retries;

	/**
	 * Create the aggregates.
	 * @param type kind of aggregate
	 * @param store store of their events
	 * @param snapshots store of their snapshots, if there is one
	 * @param mapper mapper for the data of events and for snapshots
	 * @param upcasters upcasters of earlier versions of the data
	 * @throws InvalidAggregateException if upcasters and event types do not match, or
	 * snapshots are declared and there is no store of them
	 */
	public Aggregates(AggregateType<S> type, EventStore store, @Nullable SnapshotStore snapshots, JsonMapper mapper,
			Upcasters upcasters) {
		this.type = type;
		this.store = store;
		this.reader = new PayloadReader(type.payloads(), upcasters, mapper);
		this.snapshots = (type.snapshotEvery() > 0) ? Snapshots.of(type, snapshots, mapper) : null;
		this.retries = new RetryTemplate(RetryPolicy.builder()
			.includes(ConcurrencyException.class)
			.maxRetries(type.retries())
			.delay(DELAY)
			.jitter(DELAY)
			.multiplier(2)
			.maxDelay(MAX_DELAY)
			.build());
	}

	/**
	 * Source type of the aggregates.
	 * @return the type of the sources of their events
	 */
	public String sourceType() {
		return this.type.sourceType();
	}

	/**
	 * Find an aggregate in its current state.
	 * @param id id of the aggregate
	 * @return the aggregate, if it has events
	 * @throws UnreadableStreamException if its events cannot be applied
	 */
	public Optional<Aggregate<S>> find(String id) {
		return aggregate(load(this.type.source(id)));
	}

	/**
	 * Find an aggregate in the state of a version.
	 * @param id id of the aggregate
	 * @param version number of its last event
	 * @return the aggregate, if it has that many events
	 * @throws UnreadableStreamException if its events cannot be applied
	 */
	public Optional<Aggregate<S>> find(String id, long version) {
		Source source = this.type.source(id);
		return aggregate(replay(source, this.store.load(source, version)))
			.filter((aggregate) -> aggregate.version() == version);
	}

	/**
	 * Find an aggregate in the state of a time: before its first event with a later time.
	 * @param id id of the aggregate
	 * @param time time of the state
	 * @return the aggregate, if it had events
	 * @throws UnreadableStreamException if its events cannot be applied
	 */
	public Optional<Aggregate<S>> find(String id, Instant time) {
		Source source = this.type.source(id);
		return aggregate(replay(source, this.store.load(source, time)));
	}

	private static <S> Optional<Aggregate<S>> aggregate(History<S> history) {
		return (history.version() > 0) ? Optional.of(history.toAggregate()) : Optional.empty();
	}

	/**
	 * Create an aggregate with its first events.
	 * @param id id of the aggregate
	 * @param events data of the events, in order
	 * @return the aggregate and its events
	 * @throws ConcurrencyException if it exists already
	 */
	public Decision<S> create(String id, Object... events) {
		History<S> history = History.empty(this.type.source(id), this.type.evolution());
		return append(history, this.type.source(id), List.of(events));
	}

	/**
	 * Load an aggregate, decide, and append the events, as part of the caller's
	 * transaction if there is one. Outside of a transaction, the decision is repeated on
	 * the new state after a conflict, as often as {@link EventSourced#retries()} says.
	 * @param id id of the aggregate
	 * @param decision function from the current state to the data of the events that
	 * follow; none if nothing changes. Has no side effects, as it may be called again
	 * @return the aggregate and the events that were appended
	 * @throws AggregateNotFoundException if it has no events, and no initial state
	 * @throws ConcurrencyException if another append was first
	 * @throws UnreadableStreamException if its events cannot be applied
	 */
	public Decision<S> execute(String id, Function<? super S, ? extends List<?>> decision) {
		Source source = this.type.source(id);
		Supplier<Decision<S>> attempt = () -> decide(load(source), source, decision);
		return TransactionSynchronizationManager.isActualTransactionActive() ? attempt.get()
				: this.retries.invoke(attempt);
	}

	/**
	 * Load an aggregate, decide, and append the events, if its version is still the one
	 * that the caller has seen.
	 * @param id id of the aggregate
	 * @param expectedVersion version that the caller has seen
	 * @param decision function from the current state to the data of the events that
	 * follow; none if nothing changes
	 * @return the aggregate and the events that were appended
	 * @throws AggregateNotFoundException if it has no events, and no initial state
	 * @throws ConcurrencyException if it has another version
	 * @throws UnreadableStreamException if its events cannot be applied
	 */
	public Decision<S> execute(String id, long expectedVersion, Function<? super S, ? extends List<?>> decision) {
		Source source = this.type.source(id);
		History<S> history = load(source);
		if (history.version() != expectedVersion) {
			throw new ConcurrencyException(source, expectedVersion, null);
		}
		return decide(history, source, decision);
	}

	private Decision<S> decide(History<S> history, Source source, Function<? super S, ? extends List<?>> decision) {
		return append(history, source, decision.apply(history.state()));
	}

	/**
	 * Append events, after they were applied: an event that cannot be applied would make
	 * the stream unreadable.
	 */
	private Decision<S> append(History<S> history, Source source, List<?> data) {
		if (data.isEmpty()) {
			return new Decision<>(history.toAggregate(), List.of());
		}
		long expectedVersion = history.version();
		List<Event> events = new ArrayList<>(this.type.events(source, data));
		for (int i = 0; i < events.size(); i++) {
			history.apply(new VersionedEvent(expectedVersion + i + 1, events.get(i)), data.get(i));
		}
		List<VersionedEvent> appended = this.store.append(source, expectedVersion, events);
		Aggregate<S> aggregate = history.toAggregate();
		if (this.snapshots != null) {
			this.snapshots.saveIfDue(aggregate, history.snapshotVersion());
		}
		return new Decision<>(aggregate, appended);
	}

	private History<S> load(Source source) {
		Aggregate<S> snapshot = (this.snapshots != null) ? this.snapshots.load(source) : null;
		if (snapshot == null) {
			return replay(source, this.store.load(source));
		}
		// with the last event that the snapshot contains, which proves that it is of this
		// stream
		List<VersionedEvent> events = this.store.load(source, snapshot.version(), Long.MAX_VALUE);
		if (events.isEmpty() || events.get(0).version() != snapshot.version()) {
			return replay(source, this.store.load(source));
		}
		return History.from(snapshot, this.type.evolution()).apply(events.subList(1, events.size()), this.reader);
	}

	private History<S> replay(Source source, List<VersionedEvent> events) {
		return History.empty(source, this.type.evolution()).apply(events, this.reader);
	}

	@Override
	public String toString() {
		return "Aggregates<" + this.type + ">";
	}

}
