package io.github.dualstream.publisher;

/**
 * Application event: the backlog of the publisher reached another level. Published by a
 * thread of the publisher's own; a listener may block it, and delays nothing but the next
 * such event.
 *
 * @param previous the level before
 * @param state the state now, with its level
 */
public record BacklogLevelChanged(BacklogLevel previous, BacklogState state) {

}
