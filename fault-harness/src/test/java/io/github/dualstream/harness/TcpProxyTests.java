package io.github.dualstream.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TcpProxy}, before a server that answers with what it is sent.
 */
@Timeout(60)
class TcpProxyTests {

	private static final int SILENCE = 300;

	private ServerSocket server;

	private TcpProxy proxy;

	private Socket client;

	@BeforeEach
	void connect() throws IOException {
		this.server = new ServerSocket(0, 0, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		Thread echo = new Thread(this::echo);
		echo.setDaemon(true);
		echo.start();
		this.proxy = TcpProxy.to("127.0.0.1", this.server.getLocalPort());
		this.client = newClient();
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.proxy.close();
		this.server.close();
	}

	@Test
	void whenHealthyThenBytesPassBothWays() throws IOException {
		send(this.client, "hello");
		assertThat(receive(this.client, 5)).isEqualTo("hello");
	}

	@Test
	void whenTheClientEndsItsSideThenTheServerSeesItAndItsAnswerStillArrives() throws IOException {
		send(this.client, "bye");
		this.client.shutdownOutput();
		assertThat(this.client.getInputStream().readAllBytes()).asString().isEqualTo("bye");
		await().until(() -> this.proxy.connections() == 0);
	}

	@Test
	void whenDelayedThenEachWayTakesThatLongButManyBytesTogetherNoLonger() throws Exception {
		this.proxy.delay(Duration.ofMillis(200));
		int length = 1_000_000;
		long start = System.nanoTime();
		CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 100; i++) {
				send(this.client, "x".repeat(length / 100));
			}
		});
		receive(this.client, length);
		sending.get(10, TimeUnit.SECONDS);
		// one after the other, 100 writes would take 40 s
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(400),
				Duration.ofSeconds(20));
	}

	@Test
	void whenThrottledThenBytesTrickle() throws IOException {
		this.proxy.throttle(50);
		send(this.client, "x".repeat(50));
		long start = System.nanoTime();
		receive(this.client, 50);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
		assertThatIllegalArgumentException().isThrownBy(() -> this.proxy.throttle(0))
			.withMessageContaining("blackHole()");
	}

	@Test
	void whenThrottledToAByteThenHealingLetsTheRestPassAtOnce() throws IOException {
		this.proxy.throttle(1);
		send(this.client, "x".repeat(1000));
		assertThat(receive(this.client, 1)).isEqualTo("x");
		this.proxy.heal();
		assertThat(receive(this.client, 999)).hasSize(999);
	}

	@Test
	void whenABlackHoleThenConnectionsStayAndNothingFlowsUntilHealed() throws IOException {
		this.proxy.blackHole();
		send(this.client, "hello");
		assertSilent(this.client);
		try (Socket another = newClient()) {
			send(another, "you");
			assertSilent(another);
			this.proxy.heal();
			assertThat(receive(another, 3)).isEqualTo("you");
		}
		assertThat(receive(this.client, 5)).isEqualTo("hello");
	}

	@Test
	void whenCutThenOldAndNewConnectionsAreResetUntilHealed() throws IOException {
		send(this.client, "hello");
		receive(this.client, 5);
		this.proxy.cut();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> receive(this.client, 1));
		try (Socket another = newClient()) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> receive(another, 1));
		}
		this.proxy.heal();
		try (Socket another = newClient()) {
			send(another, "you");
			assertThat(receive(another, 3)).isEqualTo("you");
		}
	}

	@Test
	void whenHalfOpenThenTheClientIsNotToldAndNewConnectionsWork() throws IOException {
		send(this.client, "hello");
		receive(this.client, 5);
		this.proxy.halfOpen();
		send(this.client, "lost");
		assertSilent(this.client);
		try (Socket another = newClient()) {
			send(another, "you");
			assertThat(receive(another, 3)).isEqualTo("you");
		}
		this.proxy.heal();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> receive(this.client, 1));
	}

	@Test
	void whenTheServerIsGoneThenConnectionsAreReset() throws IOException {
		this.server.close();
		try (Socket another = newClient()) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> receive(another, 1));
		}
	}

	@Test
	void whenClosedThenNoThreadIsLeft() throws IOException {
		this.proxy.blackHole();
		send(this.client, "hello");
		this.proxy.close();
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("dual-stream-proxy")));
	}

	private void echo() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				new Thread(() -> echo(socket)).start();
			}
			catch (IOException ex) {
				// the test is over
			}
		}
	}

	private static void echo(Socket socket) {
		try (socket) {
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (IOException ex) {
			// the proxy has reset it
		}
	}

	private Socket newClient() throws IOException {
		return new Socket(this.proxy.host(), this.proxy.port());
	}

	private static void send(Socket socket, String text) {
		try {
			socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String receive(Socket socket, int length) throws IOException {
		socket.setSoTimeout(30_000);
		byte[] bytes = socket.getInputStream().readNBytes(length);
		if (bytes.length < length) {
			throw new IOException("the connection ended");
		}
		return new String(bytes, StandardCharsets.US_ASCII);
	}

	private static void assertSilent(Socket socket) throws IOException {
		socket.setSoTimeout(SILENCE);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
	}

}
