package io.github.dualstream.autoconfigure.aggregate;

import io.github.dualstream.aggregate.AggregateType;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.Decider;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.SnapshotStore;
import io.github.dualstream.aggregate.Upcasters;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Factory methods of the beans that {@link AggregateRegistrar} defines.
 */
final class AggregateBeans {

	private AggregateBeans() {
	}

	static <S> Aggregates<S> ofClass(Class<S> stateClass, ObjectProvider<EventStore> store,
			ObjectProvider<SnapshotStore> snapshots, @Qualifier("dualStreamJsonMapper") JsonMapper mapper,
			Upcasters upcasters) {
		return create(AggregateType.of(stateClass), store, snapshots, mapper, upcasters);
	}

	static <S> Aggregates<S> ofDecider(Decider<?, ?, S> decider, ObjectProvider<EventStore> store,
			ObjectProvider<SnapshotStore> snapshots, @Qualifier("dualStreamJsonMapper") JsonMapper mapper,
			Upcasters upcasters) {
		return create(AggregateType.of(decider), store, snapshots, mapper, upcasters);
	}

	private static <S> Aggregates<S> create(AggregateType<S> type, ObjectProvider<EventStore> store,
			ObjectProvider<SnapshotStore> snapshots, JsonMapper mapper, Upcasters upcasters) {
		EventStore events = store.getIfAvailable();
		if (events == null) {
			throw new InvalidPropertyException("dual-stream.outbox.enabled", false,
					"leaves the events of aggregate " + type + " without a store, as there is no EventStore bean",
					"Set it to true with a DataSource and dual-stream-jdbc on the class path, or define an EventStore"
							+ " bean of your own.");
		}
		return new Aggregates<>(type, events, snapshots.getIfAvailable(), mapper, upcasters);
	}

}
