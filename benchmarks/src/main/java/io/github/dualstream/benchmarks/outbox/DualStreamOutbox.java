package io.github.dualstream.benchmarks.outbox;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * dual-stream with its outbox, as it is configured by default.
 */
final class DualStreamOutbox {

	private DualStreamOutbox() {
	}

	static OutboxContender start(Servers servers, String jdbcUrl) {
		ConfigurableApplicationContext application = Service.start(servers, PeersFilter.with(PeersFilter.JDBC),
				"spring.datasource.url=" + jdbcUrl, "dual-stream.outbox.enabled=true",
				"dual-stream.outbox.initialize-schema=always");
		DualStreamPublisher publisher = application.getBean(DualStreamPublisher.class);
		Orders orders = new Orders(application.getBean(JsonMapper.class));
		return new OutboxContender(application, (number) -> publisher.publish(orders.event(number)),
				"select seq from dual_stream_outbox");
	}

}
