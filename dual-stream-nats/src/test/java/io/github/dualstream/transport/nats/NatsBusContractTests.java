package io.github.dualstream.transport.nats;

import java.time.Duration;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.contract.BusContractTests;
import io.github.dualstream.transport.contract.BusUnderTest;
import io.nats.client.Options;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsBusContractTests extends BusContractTests {

	@Override
	protected BusUnderTest open() {
		NatsServer server = NatsServer.startWithoutJetStream();
		// the machine may be busy, and these tests are not about time
		TestBus test = new TestBus(new Options.Builder().server(server.url()), Duration.ofSeconds(10));
		return new BusUnderTest() {

			@Override
			public NotificationBus bus() {
				return test.bus;
			}

			@Override
			public ChannelNaming naming() {
				return TestBus.NAMING;
			}

			@Override
			public void close() {
				test.close();
				server.close();
			}

		};
	}

}
