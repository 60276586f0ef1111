package io.github.dualstream.publisher;

/**
 * Application event published when the backlog of the publisher reaches another level.
 * Published by a thread of the publisher's own; a listener may block it, which delays
 * nothing but the next such event.
 *
 * @param previous previous level
 * @param state current state, with its level
 */
public record BacklogLevelChanged(BacklogLevel previous, BacklogState state) {

}
