package io.github.dualstream

import kotlinx.coroutines.future.await

/**
 * Publish an event, and suspend until the log has acknowledged it. The event is handed
 * over on the calling thread, and so within its transaction. Cancelling the coroutine has
 * no effect on the event.
 * @param event the event to publish
 * @return the position of the event in the log, unless it is stored in the outbox
 * @throws DualStreamException as [DualStreamPublisher.publish] does
 */
public suspend fun DualStreamPublisher.publishAwaiting(event: Event): PublishResult = publishAsync(event).await()
