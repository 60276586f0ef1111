package io.github.dualstream.aggregate;

import java.util.List;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * State of an aggregate while its events are applied, one after another. For one thread.
 *
 * @param <S> type of the state
 */
final class History<S> {

	private final Source source;

	private final Evolution<S> evolution;

	private final long snapshotVersion;

	private long version;

	private @Nullable S state;

	private History(Source source, Evolution<S> evolution, long version, @Nullable S state) {
		this.source = source;
		this.evolution = evolution;
		this.snapshotVersion = version;
		this.version = version;
		this.state = state;
	}

	static <S> History<S> empty(Source source, Evolution<S> evolution) {
		return new History<>(source, evolution, 0, evolution.initial());
	}

	static <S> History<S> from(Aggregate<S> snapshot, Evolution<S> evolution) {
		return new History<>(snapshot.source(), evolution, snapshot.version(), snapshot.state());
	}

	/**
	 * Apply events that follow.
	 * @throws UnreadableStreamException if one of them is missing or cannot be applied
	 */
	History<S> apply(List<VersionedEvent> events, PayloadReader reader) {
		for (VersionedEvent event : events) {
			if (event.version() != this.version + 1) {
				throw new UnreadableStreamException(this.source, this.version + 1,
						"there is no such event, and the next one has version " + event.version(), null);
			}
			apply(event, reader.read(this.source, event));
		}
		return this;
	}

	/**
	 * Apply an event that follows.
	 */
	void apply(VersionedEvent event, Object data) {
		try {
			this.state = this.evolution.apply(this.state, data);
		}
		catch (RuntimeException ex) {
			throw new UnreadableStreamException(this.source, event.version(),
					"event type '" + event.event().type() + "' cannot be applied: " + ex.getMessage(), ex);
		}
		this.version = event.version();
	}

	long version() {
		return this.version;
	}

	/** Version of the snapshot that it began with; 0 for none. */
	long snapshotVersion() {
		return this.snapshotVersion;
	}

	/**
	 * State for a decision.
	 * @throws AggregateNotFoundException if there is none before the first event
	 */
	S state() {
		if (this.state == null) {
			throw new AggregateNotFoundException(this.source);
		}
		return this.state;
	}

	Aggregate<S> toAggregate() {
		return new Aggregate<>(this.source, this.version, state());
	}

}
