package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.TopicAdministrationContractTests;

/**
 * Topics as Redis Streams.
 */
class RedisStreamsTopicAdministrationContractTests extends TopicAdministrationContractTests {

	@Override
	protected LogUnderTest open() {
		return RedisStreamsUnderTest.on(RedisServer.start());
	}

}
