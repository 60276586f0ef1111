package io.github.dualstream.feed.web;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A client that keeps every byte that it receives, headers and frames included.
 */
final class RawClient implements Closeable {

	private static final int MASKED = 0x80;

	private static final int LAST_TEXT_FRAME = 0x81;

	private final Socket socket;

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private RawClient(int port, String head) throws IOException {
		this.socket = new Socket("localhost", port);
		this.socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
		Thread reader = new Thread(this::read, "raw-client");
		reader.setDaemon(true);
		reader.start();
	}

	/** HTTP/1.0: no chunk begins within a text. */
	static RawClient get(int port, String path) throws IOException {
		return new RawClient(port, "GET " + path + " HTTP/1.0\r\nHost: localhost:" + port + "\r\n\r\n");
	}

	static RawClient socket(int port) throws IOException {
		return new RawClient(port,
				"GET /events/ws HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\n"
						+ "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
						+ "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
	}

	/** Send a frame, masked with zeros. */
	RawClient send(String text) throws IOException {
		byte[] payload = text.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(LAST_TEXT_FRAME);
		frame.write(MASKED | 126);
		frame.write(payload.length >> Byte.SIZE);
		frame.write(payload.length);
		frame.writeBytes(new byte[4]);
		frame.writeBytes(payload);
		this.socket.getOutputStream().write(frame.toByteArray());
		return this;
	}

	private void read() {
		byte[] buffer = new byte[4096];
		try {
			InputStream input = this.socket.getInputStream();
			for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
				this.received.write(buffer, 0, read);
			}
		}
		catch (IOException ex) {
			// the test has closed the socket
		}
	}

	/** Everything so far. */
	String text() {
		return this.received.toString(StandardCharsets.ISO_8859_1);
	}

	/** What the first group of a pattern matched, each time. */
	List<String> all(String pattern) {
		return Pattern.compile(pattern).matcher(text()).results().map((match) -> match.group(1)).toList();
	}

	boolean has(String part) {
		return text().contains(part);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
