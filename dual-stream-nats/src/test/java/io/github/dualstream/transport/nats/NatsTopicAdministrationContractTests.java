package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.TopicAdministrationContractTests;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Topics as streams of a NATS server.
 */
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsTopicAdministrationContractTests extends TopicAdministrationContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
