package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the outbox makes health degraded. Nobody sends here.
 */
@SpringBootTest(classes = OutboxScenarios.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.datasource.url=jdbc:h2:mem:health;DB_CLOSE_DELAY=-1", "dual-stream.outbox.enabled=true",
				"dual-stream.outbox.relay.enabled=false", "dual-stream.outbox.max-age=1h" })
@DualStreamServers
class OutboxHealthTests {

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private HealthEndpoint health;

	@BeforeEach
	void storeOne() {
		this.jdbc.update("delete from dual_stream_outbox");
		this.transaction
			.executeWithoutResult((status) -> this.publisher.publish(Event.of("order", "1", "order.placed", Map.of())));
	}

	@Test
	void whileTheOldestEventIsYoungerThanTheBoundThenItIsUp() {
		age(Duration.ofMinutes(50));
		assertThat(status()).isEqualTo("UP");
	}

	@Test
	void whenTheOldestEventIsOlderThanTheBoundThenItIsDegraded() {
		age(Duration.ofMinutes(61));
		assertThat(status()).isEqualTo("DEGRADED");
		this.jdbc.update("delete from dual_stream_outbox");
		assertThat(status()).isEqualTo("UP");
	}

	@Test
	void whenAnEventHasFailedThenItIsDegraded() {
		this.jdbc.update("update dual_stream_outbox set status = 'FAILED', failure = 'no'");
		assertThat(status()).isEqualTo("DEGRADED");
	}

	private void age(Duration age) {
		this.jdbc.update("update dual_stream_outbox set stored_at = stored_at - ?", age.toMillis());
	}

	private String status() {
		return this.health.healthForPath("dualStream", "outbox").getStatus().getCode();
	}

}
