package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.contract.BusContractTests;
import io.github.dualstream.transport.contract.BusUnderTest;

class NatsBusContractTests extends BusContractTests {

	@Override
	protected BusUnderTest open() {
		NatsServer server = NatsServer.startWithoutJetStream();
		TestBus test = TestBus.on(server);
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
