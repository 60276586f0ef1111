package io.github.dualstream.test.slices;

import java.time.Duration;

import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.test.context.transaction.TestTransaction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureDualStream} beside {@link DataJpaTest}, with events that
 * Spring Data publishes for an aggregate.
 */
@DataJpaTest(properties = "dual-stream.outbox.enabled=true")
@AutoConfigureDualStream
class JpaSliceTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Autowired
	private PurchaseRepository purchases;

	@Test
	void whenTheTransactionOfTheTestCommitsThenTheEventsOfTheAggregateArePublished(PublishedEvents events) {
		this.purchases.save(new Purchase("1", 12).refund(2));
		assertThat(events).isEmpty();
		commit();
		assertThat(this.purchases.findById("1").orElseThrow().total()).isEqualTo(10);
		assertThat(events.ofSource("purchase", "1")).within(TIMEOUT)
			.containsExactly("purchase.made", "purchase.refunded")
			.containsData(new Purchase.Refunded("1", 2));
	}

	@Test
	void whenItRollsBackThenTheyAreNot(PublishedEvents events) {
		this.purchases.save(new Purchase("2", 12));
		TestTransaction.end();
		assertThat(events).within(TIMEOUT).isEmpty();
	}

	private static void commit() {
		TestTransaction.flagForCommit();
		TestTransaction.end();
	}

}
