package io.github.dualstream

import java.time.Instant
import kotlin.reflect.typeOf
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * The types that Kotlin's compiler has inferred for the API: neither `String!`, of which
 * it knows nothing, nor nullable where it must not be.
 */
class NullabilityTests {

    private val event = eventOf("order", "1", "order.placed", mapOf("total" to 12))

    @Test
    fun `what is always there is no nullable type`() {
        assertThat(inferred { event.id() }).isEqualTo("kotlin.String")
        assertThat(inferred { event.time() }).isEqualTo("java.time.Instant")
        assertThat(inferred { event.data() }).isEqualTo("kotlin.Any")
        assertThat(inferred { PublishResult("1", Position("events", 0, 1)).position() })
            .isEqualTo("io.github.dualstream.Position")
    }

    @Test
    fun `what may be absent is a nullable type`() {
        assertThat(inferred { event.correlationId() }).isEqualTo("kotlin.String?")
        assertThat(inferred { Causation.current() }).isEqualTo("io.github.dualstream.Event?")
    }

    @Test
    fun `named arguments are the fields of an event`() {
        val event = eventOf("order", "1", "order.placed", JsonData.of("{}"), id = "id-1", time = Instant.EPOCH,
            contentType = "application/json", dataSchema = "urn:order", version = "2", correlationId = "c",
            causationId = "d", extensions = mapOf("region" to "eu"))
        assertThat(event.id()).isEqualTo("id-1")
        assertThat(event.source()).isEqualTo(Source("order", "1"))
        assertThat(event.type()).isEqualTo("order.placed")
        assertThat(event.time()).isEqualTo(Instant.EPOCH)
        assertThat(event.contentType()).isEqualTo("application/json")
        assertThat(event.dataSchema()).isEqualTo("urn:order")
        assertThat(event.version()).isEqualTo("2")
        assertThat(event.correlationId()).isEqualTo("c")
        assertThat(event.causationId()).isEqualTo("d")
        assertThat(event.extensions()).containsExactly(java.util.Map.entry("region", "eu"))
    }

    private inline fun <reified T> inferred(value: () -> T): String {
        value()
        return typeOf<T>().toString()
    }

}
