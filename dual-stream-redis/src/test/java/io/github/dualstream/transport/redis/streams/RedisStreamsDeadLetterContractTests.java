package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.DeadLetterContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Dead-letter records on Redis Streams.
 */
class RedisStreamsDeadLetterContractTests extends DeadLetterContractTests {

	@Override
	protected LogUnderTest open() {
		return RedisStreamsUnderTest.on(RedisServer.start());
	}

}
