package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.LogContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

class InMemoryLogContractTests extends LogContractTests {

	@Override
	protected LogUnderTest open() {
		return new InMemoryUnderTest();
	}

}
