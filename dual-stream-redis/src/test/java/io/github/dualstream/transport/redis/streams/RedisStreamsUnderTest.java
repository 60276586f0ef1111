package io.github.dualstream.transport.redis.streams;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.Refusal;
import io.github.dualstream.transport.contract.RefusingUnderTest;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/**
 * A log on a Redis of its own, which is closed with it.
 */
final class RedisStreamsUnderTest extends TestStreams implements EngineUnderTest, RefusingUnderTest {

	/**
	 * Arguments of a Redis that writes each command to its file before it answers, as
	 * only then nothing acknowledged is lost with it.
	 */
	static final String[] DURABLE = { "--appendonly", "yes", "--appendfsync", "always" };

	private final RedisServer server;

	private RedisStreamsUnderTest(RedisServer server) {
		super(new RedisStandaloneConfiguration("127.0.0.1", server.port()), (options) -> options);
		this.server = server;
	}

	static RedisStreamsUnderTest on(RedisServer server) {
		return new RedisStreamsUnderTest(server);
	}

	@Override
	public LogUnderTest another() {
		return TestStreams.on(this.server.port());
	}

	@Override
	public void refuse(Refusal refusal, String topic) {
		switch (refusal) {
			case FULL -> command("CONFIG SET maxmemory 1");
			case READ_ONLY -> command("REPLICAOF 127.0.0.1 1");
			case NOT_ALLOWED -> command("ACL SETUSER default -xadd");
		}
	}

	@Override
	public void accept(Refusal refusal, String topic) {
		switch (refusal) {
			case FULL -> command("CONFIG SET maxmemory 0");
			case READ_ONLY -> command("REPLICAOF NO ONE");
			case NOT_ALLOWED -> command("ACL SETUSER default +@all");
		}
	}

	private void command(String line) {
		String[] words = line.split(" ", -1);
		byte[][] arguments = Arrays.stream(words, 1, words.length)
			.map((word) -> word.getBytes(StandardCharsets.UTF_8))
			.toArray(byte[][]::new);
		this.redis.execute((connection) -> connection.execute(words[0], arguments), false);
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
