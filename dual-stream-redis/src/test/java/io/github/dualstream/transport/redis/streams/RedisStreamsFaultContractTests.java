package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.FaultContractTests;

/**
 * Faults of a Redis that writes each command to its file before it answers.
 */
class RedisStreamsFaultContractTests extends FaultContractTests {

	@Override
	protected EngineUnderTest open() {
		return RedisStreamsUnderTest.on(RedisServer.start(RedisStreamsUnderTest.DURABLE));
	}

}
