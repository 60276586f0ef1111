package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ChannelStrategy;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.contract.BusContractTests;
import io.github.dualstream.transport.contract.BusUnderTest;

class InMemoryBusContractTests extends BusContractTests {

	@Override
	protected BusUnderTest open() {
		ChannelNaming naming = new ChannelNaming("events", ChannelStrategy.PER_SOURCE, 1);
		InMemoryBus bus = new InMemoryBus(naming);
		return new BusUnderTest() {

			@Override
			public NotificationBus bus() {
				return bus;
			}

			@Override
			public ChannelNaming naming() {
				return naming;
			}

			@Override
			public void close() {
			}

		};
	}

}
