package io.github.dualstream.aggregate;

import io.github.dualstream.Source;

/**
 * State of an aggregate at a version.
 *
 * @param source source of its events
 * @param version number of the last event that the state contains; 0 before the first one
 * @param state the state
 * @param <S> type of the state
 */
public record Aggregate<S>(Source source, long version, S state) {

}
