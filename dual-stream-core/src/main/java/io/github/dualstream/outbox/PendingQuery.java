package io.github.dualstream.outbox;

import java.util.Collection;

import io.github.dualstream.Source;

/**
 * Which waiting events to read.
 *
 * @param slots those of these slots
 * @param exceptNumbers without these
 * @param exceptSources without those of these sources
 * @param limit how many at the most
 */
public record PendingQuery(Collection<Integer> slots, Collection<Long> exceptNumbers, Collection<Source> exceptSources,
		int limit) {

}
