package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.DeadLetterContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Dead-letter records on {@link InMemoryLog}.
 */
class InMemoryDeadLetterContractTests extends DeadLetterContractTests {

	@Override
	protected LogUnderTest open() {
		return new InMemoryUnderTest();
	}

}
