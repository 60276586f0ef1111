package io.github.dualstream.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample without any server.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		args = { "--dual-stream.transport.log=memory", "--dual-stream.transport.bus=memory" })
class SampleInMemoryTests extends SampleEngineTests {

	private static final List<ServerSocketChannel> SERVERS = List.of(listen(), listen(), listen());

	@DynamicPropertySource
	static void servers(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> "127.0.0.1:" + port(0));
		properties.add("spring.data.redis.host", () -> "127.0.0.1");
		properties.add("spring.data.redis.port", () -> port(1));
		properties.add("dual-stream.nats.server", () -> "nats://127.0.0.1:" + port(2));
	}

	@Override
	Map<String, String> engines() {
		return Map.of("memoryLog", "Log in memory", "memoryBus", "Notifications in memory");
	}

	@Test
	void nothingIsConnectedTo() throws Exception {
		aDeliveryIsStreamedLiveToWhoWatchesItsRepositoryAndTheStreamResumesWhereItEnded();
		healthIsUpAndShowsTheEngines();
		for (ServerSocketChannel server : SERVERS) {
			assertThat(server.accept()).isNull();
		}
	}

	@AfterAll
	static void close() throws IOException {
		for (ServerSocketChannel server : SERVERS) {
			server.close();
		}
	}

	private static int port(int server) {
		return SERVERS.get(server).socket().getLocalPort();
	}

	/** A server of which a client could not tell that it never answers. */
	private static ServerSocketChannel listen() {
		try {
			ServerSocketChannel server = ServerSocketChannel.open();
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			server.configureBlocking(false);
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException("No port is free", ex);
		}
	}

}
