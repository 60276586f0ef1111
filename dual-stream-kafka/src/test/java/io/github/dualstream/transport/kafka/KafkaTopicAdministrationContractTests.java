package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.TopicAdministrationContractTests;

/**
 * Topics of Kafka.
 */
class KafkaTopicAdministrationContractTests extends TopicAdministrationContractTests {

	@Override
	protected LogUnderTest open() {
		return new KafkaUnderTest();
	}

}
