package io.github.dualstream.aggregate;

import io.github.dualstream.JsonData;

/**
 * Stored state of an aggregate, which spares loading the events before it.
 *
 * @param version number of the last event that the state contains
 * @param fingerprint fingerprint of the classes that the state was derived with
 * @param state state as JSON
 */
public record Snapshot(long version, String fingerprint, JsonData state) {

}
