package io.github.dualstream.consumer.backlog;

/**
 * Application event: the backlog of a consumer is worse, or better, than before.
 *
 * @param backlog the backlog
 * @param before how bad it was
 */
public record BacklogChanged(Backlog backlog, BacklogLevel before) {

}
