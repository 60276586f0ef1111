package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.DeadLetterContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsDeadLetterContractTests extends DeadLetterContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
