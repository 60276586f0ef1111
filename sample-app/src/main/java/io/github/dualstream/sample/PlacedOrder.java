package io.github.dualstream.sample;

/**
 * An order that was placed.
 *
 * @param id id of the order
 * @param eventId id of its event
 * @param stored whether the event went through the outbox
 */
record PlacedOrder(String id, String eventId, boolean stored) {

}
