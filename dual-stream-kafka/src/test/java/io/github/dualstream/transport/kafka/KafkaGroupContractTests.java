package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.GroupContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

class KafkaGroupContractTests extends GroupContractTests {

	@Override
	protected LogUnderTest open() {
		return new KafkaUnderTest();
	}

}
