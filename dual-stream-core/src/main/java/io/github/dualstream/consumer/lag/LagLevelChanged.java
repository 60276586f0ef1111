package io.github.dualstream.consumer.lag;

/**
 * Application event: the lag of a consumer reached another level. A listener may block,
 * and delays nothing but the next look.
 *
 * @param previous the level before
 * @param lag the lag now, with its level
 */
public record LagLevelChanged(LagLevel previous, Lag lag) {

}
