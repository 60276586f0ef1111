package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.LogContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsLogContractTests extends LogContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
