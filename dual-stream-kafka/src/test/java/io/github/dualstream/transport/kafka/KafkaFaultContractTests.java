package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.FaultContractTests;

/**
 * Faults of a Kafka broker.
 */
class KafkaFaultContractTests extends FaultContractTests {

	@Override
	protected EngineUnderTest open() {
		return KafkaEngineUnderTest.start();
	}

}
