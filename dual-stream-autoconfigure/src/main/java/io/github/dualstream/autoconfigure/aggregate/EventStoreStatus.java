package io.github.dualstream.autoconfigure.aggregate;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.jdbc.StreamRestore;
import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.autoconfigure.actuator.StatusOperation;
import org.jspecify.annotations.Nullable;

/**
 * Status of the event store: its aggregates; the operation {@code restore} adds events of
 * a source type that the log has and the table lacks.
 */
final class EventStoreStatus implements StatusContributor {

	private final StreamRestore restore;

	private final List<String> aggregates;

	/**
	 * Create the part.
	 * @param restore restore of the table
	 * @param aggregates aggregates to show
	 */
	EventStoreStatus(StreamRestore restore, Collection<Aggregates<?>> aggregates) {
		this.restore = restore;
		this.aggregates = aggregates.stream().map(Aggregates::sourceType).sorted().toList();
	}

	@Override
	public String name() {
		return "eventstore";
	}

	@Override
	public Object status() {
		return Map.of("aggregates", this.aggregates);
	}

	@Override
	public Map<String, StatusOperation> operations() {
		return Map.of("restore", this::restore);
	}

	private Object restore(@Nullable String sourceType) {
		if (sourceType == null || !this.aggregates.contains(sourceType)) {
			throw new IllegalArgumentException("is not the source type of an aggregate; there are " + this.aggregates);
		}
		return this.restore.restore(sourceType);
	}

}
