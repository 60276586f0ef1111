package io.github.dualstream.publisher;

import io.github.dualstream.transport.Notification;

/**
 * Notification that waits to be sent.
 *
 * @param notification the notification
 * @param acknowledgedAt time of the log's acknowledgement, in nanoseconds of the
 * dispatcher's clock
 */
record PendingNotification(Notification notification, long acknowledgedAt) {

}
