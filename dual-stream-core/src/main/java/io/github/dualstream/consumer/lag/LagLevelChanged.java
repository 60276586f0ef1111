package io.github.dualstream.consumer.lag;

/**
 * Application event published when the lag of a consumer reaches another level. A
 * listener may block; it delays nothing but the next measurement.
 *
 * @param previous the level before
 * @param lag the lag now, with its level
 */
public record LagLevelChanged(LagLevel previous, Lag lag) {

}
