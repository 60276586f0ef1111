package io.github.dualstream.benchmarks.publish;

import io.github.dualstream.benchmarks.publish.StreamBridgeApplication.CapturedTemplate;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.common.header.Header;

import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Spring Cloud Stream without waiting for the single event.
 */
record StreamBridgeSend(StreamBridge bridge, CapturedTemplate template, Orders orders) implements Contender {

	@Override
	public void publish(int events) {
		for (int i = 0; i < events; i++) {
			if (!this.bridge.send(Topic.NAME, message(i))) {
				throw new IllegalStateException("StreamBridge did not take event " + i);
			}
		}
		this.template.get().flush();
	}

	private Message<byte[]> message(int number) {
		MessageBuilder<byte[]> message = MessageBuilder.withPayload(this.orders.json(number))
			.setHeader(KafkaHeaders.KEY, this.orders.sourceId(number));
		for (Header header : this.orders.headers(number)) {
			message.setHeader(header.key(), header.value());
		}
		return message.build();
	}

}
