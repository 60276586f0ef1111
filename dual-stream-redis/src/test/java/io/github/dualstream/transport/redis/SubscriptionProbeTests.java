package io.github.dualstream.transport.redis;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SubscriptionProbe}.
 */
class SubscriptionProbeTests {

	private final AtomicInteger silences = new AtomicInteger();

	@Test
	void whenMessagesComeBackThenAllIsWell() {
		SubscriptionProbe[] probe = new SubscriptionProbe[1];
		probe[0] = new SubscriptionProbe((text, confirmed) -> {
			confirmed.run();
			probe[0].hear(text);
		}, this.silences::incrementAndGet);
		probe[0].run();
		probe[0].run();
		probe[0].run();
		assertThat(this.silences).hasValue(0);
	}

	@Test
	void whenAConfirmedMessageDoesNotComeBackThenTheSubscriptionIsSilent() {
		SubscriptionProbe probe = new SubscriptionProbe((text, confirmed) -> confirmed.run(),
				this.silences::incrementAndGet);
		probe.run();
		assertThat(this.silences).hasValue(0);
		probe.hear("99");
		probe.run();
		assertThat(this.silences).hasValue(1);
	}

	@Test
	void whenRedisDoesNotConfirmThenNothingIsSaidOfTheSubscription() {
		SubscriptionProbe probe = new SubscriptionProbe((text, confirmed) -> {
		}, this.silences::incrementAndGet);
		probe.run();
		probe.run();
		assertThat(this.silences).hasValue(0);
	}

	@Test
	void whenNothingWasSubscribedInBetweenThenTheLastMessageDoesNotCount() {
		SubscriptionProbe probe = new SubscriptionProbe((text, confirmed) -> confirmed.run(),
				this.silences::incrementAndGet);
		probe.run();
		probe.skip();
		probe.run();
		assertThat(this.silences).hasValue(0);
	}

}
