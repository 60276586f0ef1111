package io.github.dualstream.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An order that was placed.
 *
 * @param id id of the order
 * @param eventId id of its event
 * @param position cursor of the event, if the log has it already
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlacedOrder(String id, String eventId, @Nullable String position) {

}
