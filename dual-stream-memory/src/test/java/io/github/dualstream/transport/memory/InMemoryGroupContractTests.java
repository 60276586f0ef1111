package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.GroupContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

class InMemoryGroupContractTests extends GroupContractTests {

	@Override
	protected LogUnderTest open() {
		return new InMemoryUnderTest();
	}

}
