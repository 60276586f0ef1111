package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.BroadcastContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsBroadcastContractTests extends BroadcastContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
