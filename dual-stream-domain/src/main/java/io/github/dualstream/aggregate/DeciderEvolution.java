package io.github.dualstream.aggregate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Functions of a {@link Decider}.
 *
 * @param decider the decider
 * @param payloads classes of the data of its events
 * @param <E> type of the events' data
 * @param <S> type of the state
 */
record DeciderEvolution<E, S>(Decider<?, E, S> decider, Set<Class<?>> payloads) implements Evolution<S> {

	@Override
	public S initial() {
		return this.decider.initial();
	}

	@Override
	@SuppressWarnings("unchecked") // classes of payloads are those that E permits
	public S apply(@Nullable S state, Object data) {
		if (!this.payloads.contains(data.getClass())) {
			throw new IllegalArgumentException(data.getClass().getName() + " is no event of this aggregate");
		}
		return this.decider.evolve((state != null) ? state : initial(), (E) data);
	}

}
