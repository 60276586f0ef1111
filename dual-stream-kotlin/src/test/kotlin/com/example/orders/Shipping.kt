package com.example.orders

import io.github.dualstream.DualStreamPublisher
import io.github.dualstream.Event
import io.github.dualstream.EventPublisher
import io.github.dualstream.consumer.DualStreamListener
import io.github.dualstream.eventOf
import io.github.dualstream.publishAwaiting
import org.springframework.stereotype.Component

@Component
class Shipping(private val carrier: Carrier, @EventPublisher private val events: DualStreamPublisher) {

    @DualStreamListener(types = ["order.placed"])
    suspend fun ship(order: OrderPlaced, event: Event) {
        carrier.pickUp(order)
        events.publishAwaiting(eventOf("parcel", event.sourceId(), "parcel.sent", order))
    }

}
