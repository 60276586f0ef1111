package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.RefusalContractTests;
import io.github.dualstream.transport.contract.RefusingUnderTest;

/**
 * Refusals of {@link InMemoryLog}.
 */
class InMemoryRefusalContractTests extends RefusalContractTests {

	@Override
	protected RefusingUnderTest open() {
		return new InMemoryUnderTest();
	}

}
