package io.github.dualstream.publisher;

import io.github.dualstream.transport.Notification;

/**
 * A notification that waits to be sent.
 *
 * @param notification the notification
 * @param acknowledgedAt when the log acknowledged its event, in nanoseconds of the
 * dispatcher's clock
 */
record PendingNotification(Notification notification, long acknowledgedAt) {

}
