package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.GroupContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsGroupContractTests extends GroupContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
