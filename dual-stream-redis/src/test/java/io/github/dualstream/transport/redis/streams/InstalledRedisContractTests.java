package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.BroadcastContractTests;
import io.github.dualstream.transport.contract.DeadLetterContractTests;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.FaultContractTests;
import io.github.dualstream.transport.contract.FeedContractTests;
import io.github.dualstream.transport.contract.GroupContractTests;
import io.github.dualstream.transport.contract.LogContractTests;
import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.RefusalContractTests;
import io.github.dualstream.transport.contract.RefusingUnderTest;
import io.github.dualstream.transport.contract.TopicAdministrationContractTests;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The same contracts on the {@code redis-server} of this machine, as the bundled one is
 * 6.2: from 7.0 on, Redis counts the lag of groups and knows what was deleted.
 */
@EnabledIf(value = "isAtLeastSeven", disabledReason = "needs a redis-server from 7.0 on in the PATH")
class InstalledRedisContractTests {

	static boolean isAtLeastSeven() {
		return RedisServer.installedMajorVersion() >= 7;
	}

	@Nested
	class Log extends LogContractTests {

		@Override
		protected LogUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled());
		}

	}

	@Nested
	class Feeds extends FeedContractTests {

		@Override
		protected LogUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled());
		}

	}

	@Nested
	class Groups extends GroupContractTests {

		@Override
		protected LogUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled());
		}

	}

	@Nested
	class Broadcasts extends BroadcastContractTests {

		@Override
		protected LogUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled());
		}

	}

	@Nested
	class DeadLetters extends DeadLetterContractTests {

		@Override
		protected LogUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled());
		}

	}

	@Nested
	class TopicAdministration extends TopicAdministrationContractTests {

		@Override
		protected LogUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled());
		}

	}

	@Nested
	class Refusals extends RefusalContractTests {

		@Override
		protected RefusingUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled());
		}

	}

	@Nested
	class Faults extends FaultContractTests {

		@Override
		protected EngineUnderTest open() {
			return RedisStreamsUnderTest.on(RedisServer.startInstalled(RedisStreamsUnderTest.DURABLE));
		}

	}

}
