package io.github.dualstream.benchmarks.outbox;

import io.github.dualstream.benchmarks.workload.ModulithApplication;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Spring Modulith's event publication registry in PostgreSQL, externalized to Kafka.
 */
final class ModulithOutbox {

	private ModulithOutbox() {
	}

	static OutboxContender start(Servers servers, String jdbcUrl) {
		Orders orders = new Orders(new JsonMapper());
		ConfigurableApplicationContext application = ModulithApplication.start(servers,
				Service.producerSettings(servers), orders, "spring.datasource.url=" + jdbcUrl);
		return new OutboxContender(application, (number) -> application.publishEvent(orders.placed(number)),
				"select id from event_publication");
	}

}
