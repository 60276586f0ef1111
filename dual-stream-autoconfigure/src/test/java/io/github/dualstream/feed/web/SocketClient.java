package io.github.dualstream.feed.web;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A WebSocket client that can do what a well-behaved one cannot.
 */
final class SocketClient implements Closeable {

	static final int CONTINUATION = 0;

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int PING = 9;

	private static final int CLOSE = 8;

	private static final int NO_CODE = 1005;

	private static final int UNREADABLE = -2;

	private static final int FLOOD = 100_000;

	private static final JsonMapper JSON = new JsonMapper();

	private final Socket socket;

	private final DataInputStream input;

	private final List<JsonNode> messages = Collections.synchronizedList(new ArrayList<>());

	private final CompletableFuture<Integer> end = new CompletableFuture<>();

	private final String status;

	private final List<String> headers = new ArrayList<>();

	private SocketClient(int port, String path, String... headers) throws IOException {
		this.socket = new Socket("localhost", port);
		this.input = new DataInputStream(this.socket.getInputStream());
		StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
				+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		this.socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
		String first = readLine();
		this.status = first.split(" ", -1)[1];
		for (String line = readLine(); !line.isEmpty(); line = readLine()) {
			this.headers.add(line);
		}
	}

	static SocketClient connect(int port, String path, String... headers) throws IOException {
		List<String> all = new ArrayList<>(List.of(headers));
		all.add("Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(new byte[16]));
		SocketClient client = new SocketClient(port, path, all.toArray(String[]::new));
		if (client.status.equals("101")) {
			client.startReading();
		}
		return client;
	}

	static SocketClient handshake(int port, String path, String... headers) throws IOException {
		return new SocketClient(port, path, headers);
	}

	String status() {
		return this.status;
	}

	/** The headers of the answer to the handshake. */
	List<String> headers() {
		return this.headers;
	}

	void startReading() {
		Thread reader = new Thread(this::read, "socket-client");
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		try {
			while (!this.end.isDone()) {
				readFrame();
			}
		}
		catch (IOException ex) {
			this.end.complete(-1);
		}
		catch (RuntimeException ex) {
			// a web server that closes by itself may do so in the middle of a frame
			this.end.complete(UNREADABLE);
		}
	}

	private void readFrame() throws IOException {
		int opcode = this.input.readUnsignedByte() & 0x0f;
		int length = this.input.readUnsignedByte();
		if (length == 126) {
			length = this.input.readUnsignedShort();
		}
		else if (length == 127) {
			length = Math.toIntExact(this.input.readLong());
		}
		byte[] payload = this.input.readNBytes(length);
		if (opcode == TEXT) {
			this.messages.add(JSON.readTree(payload));
		}
		else if (opcode == CLOSE) {
			this.end.complete((payload.length > 1) ? (payload[0] & 0xff) << 8 | (payload[1] & 0xff) : NO_CODE);
		}
	}

	private String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = this.input.read(); b != '\n' && b >= 0; b = this.input.read()) {
			line.write(b);
		}
		return line.toString(StandardCharsets.ISO_8859_1).trim();
	}

	SocketClient send(String text) throws IOException {
		return send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
	}

	/** A frame, masked with zeros. */
	SocketClient send(int opcode, boolean last, byte[] payload) throws IOException {
		this.socket.getOutputStream().write(frame(opcode, last, payload));
		return this;
	}

	/**
	 * Send a thousand frames again and again, until the server ends the connection, but
	 * not for ever.
	 */
	void flood(int opcode, boolean last, int size) {
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		for (int i = 0; i < 1000; i++) {
			frames.writeBytes(frame(opcode, last, new byte[size]));
		}
		try {
			for (int i = 0; i < FLOOD && !this.end.isDone(); i++) {
				this.socket.getOutputStream().write(frames.toByteArray());
			}
		}
		catch (IOException ex) {
			this.end.complete(-1);
		}
	}

	private static byte[] frame(int opcode, boolean last, byte[] payload) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write((last ? 0x80 : 0) | opcode);
		if (payload.length < 126) {
			frame.write(0x80 | payload.length);
		}
		else {
			frame.write(0x80 | 127);
			for (int shift = 56; shift >= 0; shift -= 8) {
				frame.write((int) ((long) payload.length >> shift));
			}
		}
		frame.writeBytes(new byte[4]);
		frame.writeBytes(payload);
		return frame.toByteArray();
	}

	/** All that came, but heartbeats. */
	List<JsonNode> messages() {
		synchronized (this.messages) {
			return this.messages.stream().filter((message) -> !event(message).equals("heartbeat")).toList();
		}
	}

	List<JsonNode> messages(String event) {
		synchronized (this.messages) {
			return this.messages.stream().filter((message) -> event(message).equals(event)).toList();
		}
	}

	int heartbeats() {
		return messages("heartbeat").size();
	}

	List<String> ids() {
		return messages("event").stream().map((message) -> message.at("/data/id").asString()).toList();
	}

	private static String event(JsonNode message) {
		return message.get("event").asString();
	}

	/**
	 * The code that the server closed with, 1005 if it gave none; -1 if it just ended the
	 * connection, -2 if it sent a message that is not JSON.
	 */
	CompletableFuture<Integer> end() {
		return this.end;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
