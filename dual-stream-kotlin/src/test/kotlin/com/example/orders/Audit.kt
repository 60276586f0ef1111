package com.example.orders

import io.github.dualstream.consumer.DataReader
import io.github.dualstream.consumer.EventConsumer
import io.github.dualstream.consumer.EventConsumers
import io.github.dualstream.consumer.read
import java.util.concurrent.CopyOnWriteArrayList
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

@Configuration(proxyBeanMethods = false)
class Audit {

    val seen: MutableList<OrderPlaced?> = CopyOnWriteArrayList()

    @Bean
    fun auditor(consumers: EventConsumers, reader: DataReader): EventConsumer =
        consumers.group("audit").topic("events").filter { it.type() == "order.placed" }.handler {
            seen += reader.read<OrderPlaced>(it.event())
        }

}
