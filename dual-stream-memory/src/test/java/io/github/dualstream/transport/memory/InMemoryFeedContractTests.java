package io.github.dualstream.transport.memory;

import io.github.dualstream.transport.contract.FeedContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Feeds on {@link InMemoryLog}.
 */
class InMemoryFeedContractTests extends FeedContractTests {

	@Override
	protected LogUnderTest open() {
		return new InMemoryUnderTest();
	}

}
