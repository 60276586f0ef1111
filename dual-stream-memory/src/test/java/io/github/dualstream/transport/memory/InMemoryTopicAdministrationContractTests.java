package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.TopicAdministrationContractTests;

/**
 * Topics of {@link InMemoryLog}.
 */
class InMemoryTopicAdministrationContractTests extends TopicAdministrationContractTests {

	@Override
	protected LogUnderTest open() {
		return new InMemoryUnderTest();
	}

}
