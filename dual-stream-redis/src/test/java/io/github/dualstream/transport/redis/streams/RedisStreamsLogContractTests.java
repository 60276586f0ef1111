package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.LogContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Log on Redis Streams.
 */
class RedisStreamsLogContractTests extends LogContractTests {

	@Override
	protected LogUnderTest open() {
		return RedisStreamsUnderTest.on(RedisServer.start());
	}

}
