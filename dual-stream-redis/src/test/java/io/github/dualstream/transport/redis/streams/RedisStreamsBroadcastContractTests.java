package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.BroadcastContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.junit.jupiter.api.AfterAll;

class RedisStreamsBroadcastContractTests extends BroadcastContractTests {

	private final RedisServer server = RedisServer.start();

	@Override
	protected LogUnderTest open() {
		return TestStreams.on(this.server.port());
	}

	@AfterAll
	void stop() {
		this.server.close();
	}

}
