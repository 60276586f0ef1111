package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.FeedContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Feeds on Kafka.
 */
class KafkaFeedContractTests extends FeedContractTests {

	@Override
	protected LogUnderTest open() {
		return new KafkaUnderTest();
	}

}
