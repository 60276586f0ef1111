package io.github.dualstream.benchmarks.outbox;

import java.util.Map;

import io.github.dualstream.benchmarks.workload.OrderPlaced;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.benchmarks.workload.Topic;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Namastack Outbox, tuned: batches of 500, looked for every 100 ms.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NamastackOutbox {

	static OutboxContender start(Servers servers, String jdbcUrl) {
		Orders orders = new Orders(new JsonMapper());
		Map<String, Object> producer = Service.producerSettings(servers);
		ApplicationContextInitializer<GenericApplicationContext> beans = (context) -> {
			context.registerBean(DefaultKafkaProducerFactory.class,
					() -> new DefaultKafkaProducerFactory<String, byte[]>(producer));
			context.registerBean(Orders.class, () -> orders);
			context.registerBean(Sender.class);
		};
		ConfigurableApplicationContext application = new SpringApplicationBuilder(NamastackOutbox.class)
			.initializers(beans)
			.properties(servers.properties().toArray(String[]::new))
			.properties(PeersFilter.with(PeersFilter.NAMASTACK, PeersFilter.JDBC), "dual-stream.enabled=false",
					"spring.datasource.url=" + jdbcUrl, "namastack.outbox.polling.batch-size=500",
					"namastack.outbox.polling.fixed.interval=100ms",
					"namastack.outbox.processing.delete-completed-records=true")
			.run();
		Outbox outbox = application.getBean(Outbox.class);
		return new OutboxContender(application, (number) -> {
			OrderPlaced event = orders.placed(number);
			outbox.schedule(event, event.sourceId());
		}, "select id from outbox_record where status <> 'COMPLETED'");
	}

	/** Sends and waits, because an outbox takes the handler's return for success. */
	static final class Sender implements OutboxTypedHandler<OrderPlaced> {

		private final Orders orders;

		private final KafkaTemplate<String, byte[]> template;

		Sender(Orders orders, DefaultKafkaProducerFactory<String, byte[]> producers) {
			this.orders = orders;
			this.template = new KafkaTemplate<>(producers);
		}

		@Override
		public void handle(OrderPlaced event, OutboxRecordMetadata metadata) {
			this.template.send(this.orders.record(Topic.NAME, event.number())).join();
		}

	}

}
