package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.RefusalContractTests;
import io.github.dualstream.transport.contract.RefusingUnderTest;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Refusals of a NATS server.
 */
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsRefusalContractTests extends RefusalContractTests {

	@Override
	protected RefusingUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
