package com.example.orders

import java.io.IOException
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import org.springframework.stereotype.Component

/**
 * Carrier that answers later, from a thread of its own, and fails on demand.
 */
@Component
class Carrier {

    val pickedUp: MutableList<OrderPlaced> = CopyOnWriteArrayList()

    val threads: MutableList<Thread> = CopyOnWriteArrayList()

    val failures = AtomicInteger()

    suspend fun pickUp(order: OrderPlaced) {
        threads += Thread.currentThread()
        delay(20)
        threads += Thread.currentThread()
        withContext(Dispatchers.IO) {
            if (failures.getAndDecrement() > 0) {
                throw IOException("The carrier is away")
            }
            pickedUp += order
        }
    }

}
