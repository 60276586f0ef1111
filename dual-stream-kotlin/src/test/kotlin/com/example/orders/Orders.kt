package com.example.orders

import io.github.dualstream.DualStreamPublisher
import io.github.dualstream.EventPublisher
import io.github.dualstream.Position
import io.github.dualstream.eventOf
import io.github.dualstream.publishAwaiting
import org.springframework.stereotype.Service

data class OrderPlaced(val item: String, val quantity: Int = 1, val note: String? = null)

@Service
class Orders(@EventPublisher private val events: DualStreamPublisher) {

    suspend fun place(id: String, order: OrderPlaced): Position =
        events.publishAwaiting(eventOf("order", id, "order.placed", order, version = "1")).position()

}
