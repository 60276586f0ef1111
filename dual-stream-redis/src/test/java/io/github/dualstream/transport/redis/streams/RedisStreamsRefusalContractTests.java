package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.RefusalContractTests;
import io.github.dualstream.transport.contract.RefusingUnderTest;

/**
 * Refusals of a Redis that is full, a replica, or does not allow it.
 */
class RedisStreamsRefusalContractTests extends RefusalContractTests {

	@Override
	protected RefusingUnderTest open() {
		return RedisStreamsUnderTest.on(RedisServer.start());
	}

}
