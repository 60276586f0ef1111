package io.github.dualstream.benchmarks.sagas;

import java.time.Duration;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.saga.SagaOutcome;
import io.github.dualstream.saga.SagaType;
import io.github.dualstream.saga.Sagas;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * dual-stream's sagas, as they are configured by default, called as their consumer would:
 * the relay of the outbox sends the events to Kafka at the same time.
 */
final class DualStreamSagas implements SagaContender {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final ConfigurableApplicationContext application;

	private final Sagas sagas;

	private final SagaType type;

	private final Orders orders = new Orders(new JsonMapper());

	DualStreamSagas(Servers servers, String jdbcUrl) {
		this.application = Service.start(servers, OrderPayment.class, PeersFilter.with(PeersFilter.JDBC),
				"spring.datasource.url=" + jdbcUrl, "dual-stream.outbox.enabled=true",
				"dual-stream.outbox.initialize-schema=always", "dual-stream.consumer.auto-startup=false");
		this.sagas = this.application.getBean(Sagas.class);
		this.type = this.sagas.types().iterator().next();
	}

	@Override
	public void start(String id, int number) {
		step(id, Orders.TYPE, number, SagaOutcome.STARTED);
	}

	@Override
	public void complete(String id, int number) {
		step(id, OrderPayment.PAID, number, SagaOutcome.COMPLETED);
	}

	private void step(String id, String type, int number, SagaOutcome expected) {
		SagaOutcome outcome = this.sagas.handle(this.type,
				Event.of(Orders.SOURCE_TYPE, id, type, JsonData.of(this.orders.json(number))));
		if (outcome != expected) {
			throw new IllegalStateException("Event '" + type + "' of saga '" + id + "' was " + outcome);
		}
	}

	@Override
	public void settle() {
		JdbcTemplate jdbc = this.application.getBean(JdbcTemplate.class);
		Awaitility.await("the relay has sent every event")
			.atMost(TIMEOUT)
			.until(() -> jdbc.queryForList("select seq from dual_stream_outbox limit 1").isEmpty());
	}

	@Override
	public void close() {
		this.application.close();
	}

}
