package io.github.dualstream.test.autoconfigure;

import java.time.Duration;

import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AutoConfigureDualStream} beside the whole application, with an outbox.
 */
@SpringBootTest(properties = "dual-stream.outbox.enabled=true")
@AutoConfigureDualStream
class OutboxInMemoryTests {

	@Autowired
	private Orders orders;

	@Test
	void whenTheTransactionCommitsThenTheEventIsPublished(PublishedEvents events) {
		this.orders.placeInTransaction("1", 12);
		assertThat(events.ofSource("order", "1")).within(Duration.ofSeconds(10)).containsInOrder("order.placed");
	}

	@Test
	void whenTheTransactionRollsBackThenItIsNot(PublishedEvents events) {
		assertThatIllegalStateException().isThrownBy(() -> this.orders.placeAndFail("2"));
		this.orders.placeInTransaction("3", 1);
		assertThat(events.ofSource("order", "3")).within(Duration.ofSeconds(10)).hasSize(1);
		assertThat(events.ofSource("order", "2")).isEmpty();
	}

}
