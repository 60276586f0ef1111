package io.github.dualstream.aggregate;

import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Snapshots of one kind of aggregate. A snapshot only spares work: without one, or with
 * one that other classes wrote, the state is derived from all events. Thread-safe.
 *
 * @param <S> type of the state
 */
final class Snapshots<S> {

	private static final Logger logger = LoggerFactory.getLogger(Snapshots.class);

	private final SnapshotStore store;

	private final JsonMapper mapper;

	private final JavaType stateType;

	private final int every;

	private final String fingerprint;

	private Snapshots(AggregateType<S> type, SnapshotStore store, JsonMapper mapper) {
		this.store = store;
		this.mapper = mapper;
		this.stateType = mapper.constructType(type.stateType().getType());
		this.every = type.snapshotEvery();
		this.fingerprint = Fingerprint.of(type.code());
	}

	static <S> Snapshots<S> of(AggregateType<S> type, @Nullable SnapshotStore store, JsonMapper mapper) {
		if (store == null) {
			throw new InvalidAggregateException(
					"@EventSourced of " + type + " declares snapshots, and there is no store",
					"Define a SnapshotStore bean, or set @EventSourced(snapshotEvery = 0).");
		}
		return new Snapshots<>(type, store, mapper);
	}

	/**
	 * Load the state of a snapshot.
	 * @return the state; {@code null} if there is no usable snapshot
	 */
	@Nullable Aggregate<S> load(Source source) {
		Snapshot snapshot = this.store.find(source).orElse(null);
		if (snapshot == null || !snapshot.fingerprint().equals(this.fingerprint)) {
			return null;
		}
		try {
			S state = this.mapper.readValue(snapshot.state().bytes(), this.stateType);
			return (state != null) ? new Aggregate<>(source, snapshot.version(), state) : null;
		}
		catch (JacksonException ex) {
			logger.warn("The snapshot of '{}' at version {} cannot be read, so all of its events are: {}", source,
					snapshot.version(), ex.getOriginalMessage());
			return null;
		}
	}

	/**
	 * Store a snapshot if enough events have followed the previous one.
	 * @param aggregate the aggregate
	 * @param since version of the snapshot that its state was derived from; 0 for none
	 */
	void saveIfDue(Aggregate<S> aggregate, long since) {
		if (aggregate.version() - since < this.every) {
			return;
		}
		JsonData json;
		try {
			json = JsonData.of(this.mapper.writeValueAsBytes(aggregate.state()));
			Object unused = this.mapper.readValue(json.bytes(), this.stateType);
		}
		catch (JacksonException ex) {
			logger.warn(
					"The state of '{}' cannot be written as JSON and read again, so there is no snapshot of it."
							+ " Set @EventSourced(snapshotEvery = 0), or correct the class of the state: {}",
					aggregate.source(), ex.getOriginalMessage());
			return;
		}
		save(aggregate.source(), new Snapshot(aggregate.version(), this.fingerprint, json));
	}

	/**
	 * Store a snapshot. Outside of a transaction, the events are committed already, so a
	 * failure must not look like one of theirs.
	 */
	private void save(Source source, Snapshot snapshot) {
		try {
			this.store.save(source, snapshot);
		}
		catch (DataAccessException ex) {
			if (TransactionSynchronizationManager.isActualTransactionActive()) {
				throw ex;
			}
			logger.warn("The snapshot of '{}' at version {} could not be stored; a later one will be: {}", source,
					snapshot.version(), ex.getMessage());
		}
	}

}
