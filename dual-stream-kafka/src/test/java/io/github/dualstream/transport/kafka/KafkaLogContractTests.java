package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.LogContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

class KafkaLogContractTests extends LogContractTests {

	@Override
	protected LogUnderTest open() {
		return new KafkaUnderTest();
	}

}
