package io.github.dualstream.applicationevent;

import io.github.dualstream.DualStreamEvent;

/**
 * Payload that the application publishes.
 *
 * @param orderId id of the order
 * @param total price
 */
@DualStreamEvent(type = "order.placed", sourceType = "order", sourceId = "orderId")
record OrderPlaced(String orderId, int total) {

}
