package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.RefusalContractTests;
import io.github.dualstream.transport.contract.RefusingUnderTest;

/**
 * Refusals of a broker with access control.
 */
class KafkaRefusalContractTests extends RefusalContractTests {

	@Override
	protected RefusingUnderTest open() {
		return KafkaWithRules.start();
	}

}
