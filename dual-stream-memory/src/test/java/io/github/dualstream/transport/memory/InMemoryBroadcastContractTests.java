package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.BroadcastContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Broadcasts on {@link InMemoryLog}.
 */
class InMemoryBroadcastContractTests extends BroadcastContractTests {

	@Override
	protected LogUnderTest open() {
		return new InMemoryUnderTest();
	}

}
