package io.github.dualstream.benchmarks.outbox;

import io.github.dualstream.benchmarks.publish.OrderPlaced;
import io.github.dualstream.benchmarks.publish.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A service on Namastack Outbox, tuned: batches of 500, looked for every 100 ms.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NamastackApplication {

	static OutboxContender start(Servers servers, String jdbcUrl) {
		PeerSender sender = new PeerSender(ProducerSettings.of(servers));
		ApplicationContextInitializer<GenericApplicationContext> beans = (context) -> context
			.registerBean(PeerSender.class, () -> sender);
		ConfigurableApplicationContext application = new SpringApplicationBuilder(NamastackApplication.class)
			.initializers(beans)
			.properties(servers.properties().toArray(String[]::new))
			.properties(PeersFilter.with(PeersFilter.NAMASTACK), "dual-stream.enabled=false",
					"spring.datasource.url=" + jdbcUrl, "namastack.outbox.polling.batch-size=500",
					"namastack.outbox.polling.fixed.interval=100ms",
					"namastack.outbox.processing.delete-completed-records=true")
			.run();
		Outbox outbox = application.getBean(Outbox.class);
		return new OutboxContender(application, (number) -> {
			OrderPlaced event = sender.event(number);
			outbox.schedule(event, event.sourceId());
		}, "select id from outbox_record where status <> 'COMPLETED'");
	}

	@Bean
	OutboxTypedHandler<OrderPlaced> handler(PeerSender sender) {
		return new Handler(sender);
	}

	/** Not a lambda, whose type the library could not tell. */
	record Handler(PeerSender sender) implements OutboxTypedHandler<OrderPlaced> {

		@Override
		public void handle(OrderPlaced event, OutboxRecordMetadata metadata) {
			this.sender.send(event);
		}

	}

}
