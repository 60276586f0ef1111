package io.github.dualstream.outbox;

import java.util.Collection;

import io.github.dualstream.Source;

/**
 * Query for pending events.
 *
 * @param slots slots of the events
 * @param exceptNumbers numbers of events to exclude
 * @param exceptSources sources to exclude
 * @param limit maximum number of events
 */
public record PendingQuery(Collection<Integer> slots, Collection<Long> exceptNumbers, Collection<Source> exceptSources,
		int limit) {

}
