package io.github.dualstream.autoconfigure.heartbeat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.heartbeat.HeartbeatLevel;
import io.github.dualstream.heartbeat.HeartbeatLevelChanged;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.heartbeat.HeartbeatSender;
import io.github.dualstream.test.DualStreamServers;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Heartbeats through a real Kafka and a real Redis, sent and watched by one service.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.application.name=heartbeat-tests", "dual-stream.heartbeat.send=true",
				"dual-stream.heartbeat.watch=heartbeat-tests, nobody", "dual-stream.heartbeat.topic=heartbeats-tested",
				"dual-stream.heartbeat.interval=300ms", "dual-stream.heartbeat.warning-after=10",
				"dual-stream.heartbeat.error-after=11", "dual-stream.heartbeat.critical-after=12" })
@DualStreamServers
@Timeout(120)
class HeartbeatIntegrationTests {

	@Autowired
	private HeartbeatSender sender;

	@Autowired
	private HeartbeatMonitor monitor;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private CompositeHealthContributor dualStreamHealthContributor;

	@Autowired
	private Application application;

	@Test
	void beatsAreTimedAndSilenceIsNoticed() {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(this.monitor.pulses().get("heartbeat-tests").lastBeat()).isNotNull();
			assertThat(roundTrips("log")).isGreaterThan(2);
			assertThat(roundTrips("bus")).isGreaterThan(2);
		});
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.monitor.pulses().get("nobody").level() == HeartbeatLevel.CRITICAL);
		assertThat(this.monitor.pulses().get("nobody").lastBeat()).isNull();
		assertThat(this.meters.get("dual.stream.heartbeat.missed").tag("service", "nobody").gauge().value())
			.isGreaterThanOrEqualTo(12);
		HealthIndicator health = (HealthIndicator) this.dualStreamHealthContributor.getContributor("heartbeats");
		assertThat(health.health(true).getStatus().getCode()).isEqualTo("DEGRADED");

		this.sender.stop();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.monitor.pulses().get("heartbeat-tests").level() == HeartbeatLevel.CRITICAL);
		this.sender.start();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.monitor.pulses().get("heartbeat-tests").level() == HeartbeatLevel.OK);
		assertThat(this.application.changes).extracting(HeartbeatLevelChanged::service)
			.contains("nobody", "heartbeat-tests");
		assertThat(this.meters.get("dual.stream.publish").tags("topic", "heartbeats-tested").timer().count())
			.isPositive();
	}

	private long roundTrips(String path) {
		return this.meters.get("dual.stream.heartbeat.round.trip").tag("path", path).timer().count();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<HeartbeatLevelChanged> changes = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(HeartbeatLevelChanged change) {
			this.changes.add(change);
		}

	}

}
