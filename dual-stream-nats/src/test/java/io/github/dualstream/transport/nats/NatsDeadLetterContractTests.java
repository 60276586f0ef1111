package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.DeadLetterContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

class NatsDeadLetterContractTests extends DeadLetterContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
