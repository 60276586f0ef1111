package io.github.dualstream.saga;

import java.time.Duration;

/**
 * Limits beyond which a saga is stuck.
 *
 * @param failing maximum time since the first failure of a step, and since a deadline
 * that has passed
 * @param idle maximum time without a step, for a saga without a deadline
 */
public record StuckLimits(Duration failing, Duration idle) {

}
