package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.GroupContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Consumer groups of Redis Streams.
 */
class RedisStreamsGroupContractTests extends GroupContractTests {

	@Override
	protected LogUnderTest open() {
		return RedisStreamsUnderTest.on(RedisServer.start());
	}

}
