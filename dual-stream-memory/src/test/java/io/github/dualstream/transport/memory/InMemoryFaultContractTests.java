package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.FaultContractTests;

/**
 * Faults of {@link InMemoryLog}.
 */
class InMemoryFaultContractTests extends FaultContractTests {

	@Override
	protected EngineUnderTest open() {
		return new InMemoryUnderTest();
	}

}
