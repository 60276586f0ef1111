package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.FeedContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Feeds on Redis Streams, where offsets are times.
 */
class RedisStreamsFeedContractTests extends FeedContractTests {

	@Override
	protected LogUnderTest open() {
		return RedisStreamsUnderTest.on(RedisServer.start());
	}

}
