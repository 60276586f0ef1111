package io.github.dualstream.benchmarks.projections;

import java.time.Duration;

import io.github.dualstream.benchmarks.workload.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.projection.Projections;
import org.awaitility.Awaitility;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * dual-stream's projection, whose current view is up to date and stays so during a
 * rebuild.
 */
final class DualStreamView implements ViewContender {

	private static final Duration TIMEOUT = Duration.ofMinutes(30);

	private final OrderTable table = new OrderTable(OrderRows.TABLE);

	private final ConfigurableApplicationContext application;

	private final Projections projections;

	DualStreamView(Servers servers, String jdbcUrl, int maxBatch) {
		this.table.create(new JdbcTemplate(new DriverManagerDataSource(jdbcUrl)));
		this.application = Service.start(servers, OrderRows.class, PeersFilter.with(PeersFilter.JDBC),
				"spring.datasource.url=" + jdbcUrl, "dual-stream.projections.initialize-schema=always",
				"dual-stream.projections.max-batch=" + maxBatch);
		this.projections = this.application.getBean(Projections.class);
		awaitView();
	}

	@Override
	public void rebuild() {
		this.projections.rebuild(OrderRows.NAME);
		awaitView();
	}

	private void awaitView() {
		Awaitility.await("readers see the view")
			.atMost(TIMEOUT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.projections.status(OrderRows.NAME).building() == null);
	}

	@Override
	public void discardEarlier() {
		JdbcTemplate jdbc = this.application.getBean(JdbcTemplate.class);
		Awaitility.await("rows of earlier views are deleted")
			.atMost(TIMEOUT)
			.until(() -> jdbc
				.queryForList("select generation from " + this.table.name() + " where generation <> ? limit 1",
						this.projections.generation(OrderRows.NAME))
				.isEmpty());
	}

	@Override
	public OrderTable table() {
		return this.table;
	}

	@Override
	public void close() {
		this.application.close();
	}

}
