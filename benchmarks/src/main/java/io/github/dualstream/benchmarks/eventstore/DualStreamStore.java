package io.github.dualstream.benchmarks.eventstore;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.VersionedEvent;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * dual-stream's event store, as it is configured by default: its relay sends the events
 * to Kafka at the same time.
 */
final class DualStreamStore implements StoreContender {

	private final ConfigurableApplicationContext application;

	private final EventStore store;

	private final JsonMapper mapper;

	private final Orders orders;

	DualStreamStore(Servers servers, String jdbcUrl) {
		this.application = Service.start(servers, PeersFilter.with(PeersFilter.JDBC),
				"spring.datasource.url=" + jdbcUrl, "dual-stream.outbox.enabled=true",
				"dual-stream.outbox.initialize-schema=always");
		this.store = this.application.getBean(EventStore.class);
		this.mapper = this.application.getBean(JsonMapper.class);
		this.orders = new Orders(this.mapper);
	}

	@Override
	public void append(String stream, long expectedVersion, int number) {
		this.store.append(new Source(Orders.SOURCE_TYPE, stream), expectedVersion,
				List.of(Event.of(Orders.SOURCE_TYPE, stream, Orders.TYPE, this.orders.order(number))));
	}

	@Override
	public List<Order> load(String stream) {
		return this.store.load(new Source(Orders.SOURCE_TYPE, stream)).stream().map(this::order).toList();
	}

	private Order order(VersionedEvent event) {
		if (event.event().data() instanceof JsonData json) {
			return this.mapper.readValue(json.bytes(), Order.class);
		}
		throw new IllegalStateException("Not JSON: " + event);
	}

	@Override
	public void close() {
		this.application.close();
	}

}
