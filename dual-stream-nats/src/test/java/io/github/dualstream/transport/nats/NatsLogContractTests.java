package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.LogContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

class NatsLogContractTests extends LogContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
