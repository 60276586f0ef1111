package io.github.dualstream.consumer

import io.github.dualstream.BinaryData
import io.github.dualstream.Event
import io.github.dualstream.JsonData
import io.github.dualstream.eventOf
import io.github.dualstream.test.autoconfigure.DualStreamTest
import io.github.dualstream.test.events.EventScenario
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import org.aopalliance.intercept.MethodInterceptor
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator
import org.springframework.beans.factory.ObjectProvider
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.SpringBootConfiguration
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Import

/**
 * Suspend functions as listeners, at their borders.
 */
@DualStreamTest(
    properties = ["spring.application.name=shop", "dual-stream.consumer.handler-timeout=3s",
        "dual-stream.consumer.retry.max-attempts=1"]
)
@Import(SuspendFunctionTests.Listeners::class, SuspendFunctionTests.ProxiedListener::class)
class SuspendFunctionTests(
    @Autowired private val listeners: Listeners,
    @Autowired private val reader: DataReader,
) {

    @BeforeEach
    fun reset() {
        listeners.seen.clear()
    }

    @Test
    fun `the timeout of a handler cancels its coroutine`(scenario: EventScenario) {
        val handled = scenario.given(eventOf("order", "1", "order.stuck", "x")).whenHandled()
        assertThat(handled.deadLetters()).singleElement()
            .satisfies({ assertThat(it.exception()).isEqualTo(HandlerTimeoutException::class.java.name) })
        assertThat(listeners.seen).containsExactly("cancelled")
    }

    @Test
    fun `a batch is a list, and its function is called with all of it`(scenario: EventScenario) {
        scenario.given(eventOf("order", "1", "order.counted", 1), eventOf("order", "1", "order.counted", 2)).whenHandled()
        assertThat(listeners.seen).containsExactlyInAnyOrder(1, 2)
    }

    @Test
    fun `the data of a tombstone is null`(scenario: EventScenario) {
        scenario.given(Event.tombstone("order", "1", "order.deleted")).whenHandled()
        assertThat(listeners.seen).containsExactly("deleted")
    }

    @Test
    fun `the function of a proxied bean is awaited, and stays on the thread of its attempt`(scenario: EventScenario) {
        scenario.given(eventOf("order", "1", "order.proxied", "x")).whenHandled()
        assertThat(listeners.seen).hasSize(3).startsWith("intercepted")
        assertThat(listeners.seen[1]).isInstanceOf(Thread::class.java).isEqualTo(listeners.seen[2])
    }

    @Test
    fun `data is read by a generic type`() {
        val event = eventOf("order", "1", "order.placed", JsonData.of("""[{"item":"book"}]"""))
        val lines = reader.read<List<Line>>(event)
        assertThat(lines).containsExactly(Line("book"))
        assertThat(reader.read<Line>(Event.tombstone("order", "1", "order.deleted"))).isNull()
        assertThatExceptionOfType(UnreadableDataException::class.java).isThrownBy { reader.read<Line>(event) }
            .withMessageContaining("does not fit Line")
        val cover = eventOf("order", "1", "cover", BinaryData.of(byteArrayOf(1)), contentType = "image/png")
        assertThat(reader.read<ByteArray>(cover)).containsExactly(1)
    }

    data class Line(val item: String, val quantity: Int = 1)

    class Listeners {

        val seen: MutableList<Any> = CopyOnWriteArrayList()

        @DualStreamListener(types = ["order.stuck"])
        suspend fun waitForEver(@Suppress("unused") event: Event) {
            try {
                awaitCancellation()
            } catch (ex: CancellationException) {
                seen += "cancelled"
                throw ex
            }
        }

        @DualStreamListener(types = ["order.counted"], group = "counts")
        suspend fun count(numbers: List<Int>) {
            yield()
            seen.addAll(numbers)
        }

        @DualStreamListener(types = ["order.deleted"])
        suspend fun delete(line: Line?) {
            yield()
            if (line == null) {
                seen += "deleted"
            }
        }

    }

    open class ProxiedListener(private val listeners: Listeners) {

        @DualStreamListener(types = ["order.proxied"], group = "proxied")
        open suspend fun handle(@Suppress("unused") event: Event) {
            listeners.seen += Thread.currentThread()
            delay(20)
            listeners.seen += Thread.currentThread()
        }

    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    class Application {

        @Bean
        fun proxies() = BeanNameAutoProxyCreator().apply {
            setBeanNames("*ProxiedListener")
            setInterceptorNames("interceptor")
            isProxyTargetClass = true
        }

        @Bean
        fun interceptor(listeners: ObjectProvider<Listeners>) = MethodInterceptor {
            listeners.getObject().seen += "intercepted"
            it.proceed()
        }

    }

}
