package io.github.dualstream.transport.nats;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.FeedContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Feeds on streams of a NATS server, where the records of other partitions are gaps.
 */
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsFeedContractTests extends FeedContractTests {

	@Override
	protected LogUnderTest open() {
		return new NatsUnderTest(NatsServer.start());
	}

}
