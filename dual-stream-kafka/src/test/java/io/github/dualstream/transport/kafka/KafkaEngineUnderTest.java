package io.github.dualstream.transport.kafka;

import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.LogUnderTest;

/**
 * Log on a broker of its own, with short timeouts.
 */
final class KafkaEngineUnderTest extends KafkaUnderTest implements EngineUnderTest {

	private static final Map<String, Object> MEMBER = Map.of("default.api.timeout.ms", 3000, "reconnect.backoff.max.ms",
			200);

	private final KafkaServer server;

	private KafkaEngineUnderTest(KafkaServer server) {
		super(impatient(server), MEMBER);
		this.server = server;
	}

	private static KafkaLog impatient(KafkaServer server) {
		return KafkaLog.on(server.bootstrapServers(),
				Map.of("request.timeout.ms", 1000, "delivery.timeout.ms", 2000, "max.block.ms", 500));
	}

	static KafkaEngineUnderTest start() {
		return new KafkaEngineUnderTest(KafkaServer.start(Map.of("auto.create.topics.enable", "false")));
	}

	@Override
	public LogUnderTest another() {
		return new KafkaUnderTest(impatient(this.server), MEMBER);
	}

	@Override
	public void suspend() {
		this.server.pause();
	}

	@Override
	public void resume() {
		this.server.resume();
	}

	@Override
	public void kill() {
		this.server.kill();
	}

	@Override
	public void restart() {
		this.server.restart();
	}

	@Override
	public void close() {
		super.close();
		this.server.close();
	}

}
