package io.github.dualstream.test.slices;

import java.time.Duration;

import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.PublishedEvents;
import io.github.dualstream.test.events.StreamFailures;
import io.github.dualstream.transport.memory.AppendFault;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureDualStream} beside {@link SpringBootTest}, with an outbox
 * that sends again after a failure.
 */
@SpringBootTest(properties = "dual-stream.outbox.enabled=true")
@AutoConfigureDualStream
class WholeApplicationTests {

	@Test
	void theOutboxSendsAgainAfterAFailure(@Autowired PurchaseRepository purchases, StreamFailures failures,
			PublishedEvents events) {
		failures.failNextAppends(AppendFault.BACK_PRESSURE, AppendFault.REQUEST_LOST);
		purchases.save(new Purchase("7", 12));
		assertThat(events.ofSource("purchase", "7")).within(Duration.ofSeconds(20)).containsExactly("purchase.made");
	}

}
