package io.github.dualstream.aggregate;

import java.util.Optional;

import io.github.dualstream.Source;

/**
 * Store of the latest snapshot of each aggregate. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} if the store fails.
 */
public interface SnapshotStore {

	/**
	 * Find a snapshot.
	 * @param source source of the aggregate
	 * @return the snapshot, if there is one
	 */
	Optional<Snapshot> find(Source source);

	/**
	 * Store a snapshot in place of the previous one, as part of the caller's transaction.
	 * @param source source of the aggregate
	 * @param snapshot snapshot to store
	 */
	void save(Source source, Snapshot snapshot);

}
