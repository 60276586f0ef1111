package io.github.dualstream.autoconfigure.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.dualstream.connection.Connection;
import io.github.dualstream.connection.ConnectionMonitor;
import io.github.dualstream.connection.ConnectionState;
import io.github.dualstream.connection.ConnectionStateChanged;
import io.github.dualstream.transport.memory.InMemoryBus;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class DualStreamConnectionAutoConfigurationTests {

	private final Queue<ConnectionStateChanged> changes = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean("listener", ApplicationListener.class, this::listener)
		.withPropertyValues("dual-stream.transport.log=memory", "dual-stream.transport.bus=memory",
				"dual-stream.connection-monitor.interval=20ms");

	@Test
	void changesOfLogAndBusAreApplicationEvents() {
		this.runner.withPropertyValues("dual-stream.connection-monitor.enabled=true").run((context) -> {
			InMemoryLog log = context.getBean(InMemoryLog.class);
			InMemoryBus bus = context.getBean(InMemoryBus.class);
			log.setAvailable(false);
			await().until(() -> this.changes.size() == 1);
			bus.setAvailable(false);
			await().until(() -> this.changes.size() == 2);
			log.setAvailable(true);
			await().until(() -> this.changes.size() == 3);
			assertThat(this.changes)
				.extracting(ConnectionStateChanged::connection, ConnectionStateChanged::state,
						ConnectionStateChanged::disconnects)
				.containsExactly(tuple(Connection.LOG, ConnectionState.DISCONNECTED, 1L),
						tuple(Connection.BUS, ConnectionState.DISCONNECTED, 1L),
						tuple(Connection.LOG, ConnectionState.CONNECTED, 1L));
		});
	}

	@Test
	void withoutABusOnlyTheLogIsMonitored() {
		this.runner.withPropertyValues("dual-stream.connection-monitor.enabled=true", "dual-stream.transport.bus=none")
			.run((context) -> assertThat(context).hasSingleBean(ConnectionMonitor.class)
				.hasBean("dualStreamLogMonitor"));
	}

	@Test
	void byDefaultNothingIsMonitored() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ConnectionMonitor.class));
	}

	@Test
	void whenTheIntervalIsNotPositiveThenTheStartFailsAndNamesTheProperty() {
		this.runner.withPropertyValues("dual-stream.connection-monitor.interval=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("dual-stream.connection-monitor.interval"));
	}

	private ApplicationListener<PayloadApplicationEvent<ConnectionStateChanged>> listener() {
		return ApplicationListener.forPayload(this.changes::add);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
