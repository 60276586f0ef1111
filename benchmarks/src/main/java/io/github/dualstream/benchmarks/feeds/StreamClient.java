package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One client of a stream: reads what comes and looks at nothing but ids. For one thread.
 */
final class StreamClient {

	private static final int FROZEN_BUFFER = 4096;

	private static final byte[] EVENT = "\"id\":\"e".getBytes(StandardCharsets.US_ASCII);

	private final InetSocketAddress server;

	private final String path;

	private final boolean frozen;

	private final Received received;

	private SocketChannel channel;

	/** The end of what came last, as long as it is no whole line. */
	private byte[] rest = new byte[0];

	private String lastId = "";

	private String pendingId = "";

	private long next = -1;

	private boolean welcomed;

	private ChunkedBody body = new ChunkedBody(false);

	StreamClient(InetSocketAddress server, String path, boolean frozen, Received received) throws IOException {
		this.server = server;
		this.path = path;
		this.frozen = frozen;
		this.received = received;
		this.channel = SocketChannel.open();
	}

	boolean isFrozen() {
		return this.frozen;
	}

	/** Whether the stream has begun. */
	boolean isWelcomed() {
		return this.welcomed;
	}

	void connect(Selector selector) throws IOException {
		this.channel.close();
		this.channel = SocketChannel.open();
		this.rest = new byte[0];
		this.welcomed = false;
		if (this.frozen) {
			this.channel.setOption(StandardSocketOptions.SO_RCVBUF, FROZEN_BUFFER);
		}
		this.channel.connect(this.server);
		this.channel.configureBlocking(false);
		String resume = this.lastId.isEmpty() ? "" : "Last-Event-ID: " + this.lastId + "\r\n";
		this.channel.write(ByteBuffer.wrap(
				("GET " + this.path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + resume + "\r\n")
					.getBytes(StandardCharsets.US_ASCII)));
		this.channel.register(selector, SelectionKey.OP_READ, this);
	}

	void drop() throws IOException {
		this.channel.close();
	}

	/**
	 * Read what there is.
	 * @param bytes where to
	 */
	void read(SelectionKey key, byte[] bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes).put(this.rest);
		int count = this.channel.read(buffer);
		if (count < 0) {
			throw new IOException("the server hung up on " + this.path + " after " + this.lastId);
		}
		if (this.frozen) {
			this.welcomed = true;
			key.cancel();
			return;
		}
		int start = this.rest.length;
		int end = this.welcomed ? this.body.decode(bytes, start, start + count) : head(bytes, start + count);
		int line = 0;
		for (int i = start; i < end; i++) {
			if (bytes[i] == '\n') {
				line(bytes, line, i);
				line = i + 1;
			}
		}
		this.rest = (line < end) ? Arrays.copyOfRange(bytes, line, end) : this.received.nothing();
	}

	/**
	 * Read the head of the answer, which comes at once.
	 * @return the end of what follows it, moved to the start
	 */
	private int head(byte[] bytes, int end) throws IOException {
		String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
		int length = text.indexOf("\r\n\r\n") + 4;
		if (length < 4 || !text.startsWith("HTTP/1.1 200")) {
			throw new IOException("the server answered: " + text);
		}
		this.welcomed = true;
		this.body = new ChunkedBody(text.substring(0, length).toLowerCase(Locale.ROOT).contains("chunked"));
		System.arraycopy(bytes, length, bytes, 0, end - length);
		return this.body.decode(bytes, 0, end - length);
	}

	private void line(byte[] bytes, int start, int end) {
		int length = end - start;
		if (length == 0) {
			this.lastId = this.pendingId;
		}
		else if (this.received.keepsIds() && length > 3 && bytes[start] == 'i' && bytes[start + 2] == ':') {
			this.pendingId = new String(bytes, start + 3, length - 3, StandardCharsets.US_ASCII).trim();
		}
		else if (length > 5 && bytes[start] == 'd' && bytes[start + 4] == ':') {
			data(bytes, start + 5, end);
		}
		else if (length > 6 && bytes[start] == 'e' && bytes[start + 6] == 'r') {
			this.received.reset();
		}
	}

	/** Such as {@code {"id":"e17-123456789",...}}: number and time of the event. */
	private void data(byte[] bytes, int start, int end) {
		int from = (bytes[start] == ' ') ? start + 2 : start + 1;
		if (from + EVENT.length > end || !Arrays.equals(bytes, from, from + EVENT.length, EVENT, 0, EVENT.length)) {
			return;
		}
		int i = from + EVENT.length;
		long number = 0;
		for (; bytes[i] != '-'; i++) {
			number = number * 10 + bytes[i] - '0';
		}
		long nanos = 0;
		for (i++; bytes[i] != '"'; i++) {
			nanos = nanos * 10 + bytes[i] - '0';
		}
		this.received.event((int) number, nanos, this.next);
		this.next = number + 1;
	}

}
