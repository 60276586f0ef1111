package io.github.dualstream.transport.nats;

import java.time.Duration;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.FaultContractTests;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Faults of a NATS server.
 */
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsFaultContractTests extends FaultContractTests {

	private static final NatsLogOptions IMPATIENT = new NatsLogOptions(Duration.ofMillis(500), Duration.ofSeconds(3),
			1_000_000, Duration.ofSeconds(3), 1);

	@Override
	protected EngineUnderTest open() {
		return new NatsUnderTest(NatsServer.start(), IMPATIENT);
	}

}
