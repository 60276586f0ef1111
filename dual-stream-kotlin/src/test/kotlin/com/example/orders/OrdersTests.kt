package com.example.orders

import io.github.dualstream.consumer.UnreadableDataException
import io.github.dualstream.eventOf
import io.github.dualstream.test.autoconfigure.DualStreamTest
import io.github.dualstream.test.events.EventScenario
import io.github.dualstream.test.events.PublishedEvents
import io.github.dualstream.test.events.containsData
import io.github.dualstream.test.events.data
import java.io.IOException
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.context.annotation.Import

@DualStreamTest(
    properties = ["spring.application.name=orders", "dual-stream.consumer.retry.max-attempts=2",
        "dual-stream.consumer.retry.initial-delay=10ms"]
)
@Import(Orders::class, Shipping::class, Carrier::class, Audit::class)
class OrdersTests(
    @Autowired private val orders: Orders,
    @Autowired private val carrier: Carrier,
    @Autowired private val audit: Audit,
) {

    @BeforeEach
    fun reset() {
        carrier.pickedUp.clear()
        carrier.threads.clear()
        carrier.failures.set(0)
        audit.seen.clear()
    }

    @Test
    fun `an order is published`(events: PublishedEvents) {
        val position = runBlocking { orders.place("42", OrderPlaced("book")) }
        assertThat(position.topic()).isEqualTo("events")
        assertThat(events.ofSource("order", "42").data<OrderPlaced>()).containsExactly(OrderPlaced("book"))
        assertThat(events.ofSource("order", "42")).containsData<OrderPlaced> { assertThat(it.item).isEqualTo("book") }
        // handled before the next test counts what it has caused
        await().until { carrier.pickedUp.isNotEmpty() && audit.seen.isNotEmpty() }
    }

    @Test
    fun `an order is shipped`(scenario: EventScenario, events: PublishedEvents) {
        val placed = eventOf("order", "42", "order.placed", mapOf("item" to "book"))
        val handled = scenario.given(placed).whenHandled()
        assertThat(handled.deadLetters()).isEmpty()
        assertThat(carrier.pickedUp).containsExactly(OrderPlaced("book", quantity = 1, note = null))
        assertThat(events.causedBy(placed)).containsExactly("parcel.sent")
    }

    @Test
    fun `a suspend function stays on the thread of its attempt`(scenario: EventScenario) {
        scenario.given(eventOf("order", "42", "order.placed", OrderPlaced("book"))).whenHandled()
        assertThat(carrier.threads).hasSize(2).allMatch { it.name.startsWith("dual-stream-handler-") }
        assertThat(carrier.threads.distinct()).hasSize(1)
    }

    @Test
    fun `a function that fails after its suspension is called again`(scenario: EventScenario) {
        carrier.failures.set(1)
        val handled = scenario.given(eventOf("order", "42", "order.placed", OrderPlaced("book"))).whenHandled()
        assertThat(handled.deadLetters()).isEmpty()
        assertThat(carrier.pickedUp).hasSize(1)
    }

    @Test
    fun `after the last attempt the event is a dead letter`(scenario: EventScenario) {
        carrier.failures.set(2)
        val handled = scenario.given(eventOf("order", "42", "order.placed", OrderPlaced("book"))).whenHandled()
        assertThat(handled.deadLetters()).singleElement().satisfies({
            assertThat(it.attempts()).isEqualTo(2)
            assertThat(it.exception()).isEqualTo(IOException::class.java.name)
        })
        assertThat(carrier.pickedUp).isEmpty()
    }

    @Test
    fun `data without a property that cannot be null is not readable`(scenario: EventScenario) {
        val handled = scenario.given(eventOf("order", "42", "order.placed", mapOf("quantity" to 2))).whenHandled()
        assertThat(handled.deadLetters()).hasSize(2).allSatisfy({
            assertThat(it.attempts()).isEqualTo(1)
            assertThat(it.exception()).isEqualTo(UnreadableDataException::class.java.name)
        })
    }

    @Test
    fun `a handler reads data by its type`(scenario: EventScenario) {
        scenario.given(eventOf("order", "42", "order.placed", OrderPlaced("book", 2))).whenHandled()
        assertThat(audit.seen).containsExactly(OrderPlaced("book", 2))
    }

}
