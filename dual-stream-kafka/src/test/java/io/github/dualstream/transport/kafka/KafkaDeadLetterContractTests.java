package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.DeadLetterContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Dead-letter records on Kafka.
 */
class KafkaDeadLetterContractTests extends DeadLetterContractTests {

	@Override
	protected LogUnderTest open() {
		return new KafkaUnderTest();
	}

}
