package io.github.dualstream.transport.redis;

import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.contract.BusContractTests;
import io.github.dualstream.transport.contract.BusUnderTest;

class RedisBusContractTests extends BusContractTests {

	@Override
	protected BusUnderTest open() {
		TestRedis redis = TestRedis.started();
		TestBus test = TestBus.patient(redis);
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
				redis.close();
			}

		};
	}

}
