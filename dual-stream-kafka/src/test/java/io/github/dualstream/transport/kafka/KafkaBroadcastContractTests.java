package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.BroadcastContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Broadcasts on Kafka.
 */
class KafkaBroadcastContractTests extends BroadcastContractTests {

	@Override
	protected LogUnderTest open() {
		return new KafkaUnderTest();
	}

}
