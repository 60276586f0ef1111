package io.github.dualstream.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.github.dualstream.harness.history.EntryKind;
import io.github.dualstream.harness.history.HistoryEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser: follows sources, comes back with its cursor whenever it is cut off, and
 * remembers what it was sent.
 */
final class FeedClient implements Runnable, AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final String name;

	private final int port;

	private final String query;

	private final Queue<HistoryEntry> history = new ConcurrentLinkedQueue<>();

	private final Set<String> following = new HashSet<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicReference<Socket> socket = new AtomicReference<>(new Socket());

	private final Thread thread;

	private volatile boolean stopped;

	private String cursor = "";

	private FeedClient(String name, int port, List<String> sources) {
		this.name = name;
		this.port = port;
		this.query = sources.stream()
			.map((source) -> "source=" + URLEncoder.encode(source, StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		sources.forEach((source) -> follow(source, null));
		this.thread = new Thread(this, name);
		this.thread.setDaemon(true);
	}

	/**
	 * Begin to follow sources of which nothing has been published yet.
	 */
	static FeedClient start(String name, int port, List<String> sources) {
		FeedClient client = new FeedClient(name, port, sources);
		client.thread.start();
		return client;
	}

	/** How often it has been connected. */
	int connections() {
		return this.connections.get();
	}

	List<HistoryEntry> history() {
		return List.copyOf(this.history);
	}

	long count(EntryKind kind) {
		return this.history.stream().filter((entry) -> entry.kind() == kind).count();
	}

	/** Be cut off, somewhere within a message. */
	void drop() throws IOException {
		this.socket.get().close();
	}

	@Override
	public void run() {
		while (!this.stopped) {
			try (Socket opened = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				this.socket.set(opened);
				read(opened);
			}
			catch (IOException ex) {
				pause();
			}
		}
	}

	/** As a browser does. */
	private void pause() {
		try {
			Thread.sleep(ThreadLocalRandom.current().nextLong(50, 300));
		}
		catch (InterruptedException ex) {
			this.stopped = true;
		}
	}

	private void read(Socket opened) throws IOException {
		String resume = this.cursor.isEmpty() ? "" : "Last-Event-ID: " + this.cursor + "\r\n";
		// 1.0, so that the answer is not cut into chunks
		opened.getOutputStream()
			.write(("GET /events/stream?history=0&" + this.query + " HTTP/1.0\r\nHost: localhost\r\n" + resume + "\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		BufferedReader lines = new BufferedReader(
				new InputStreamReader(opened.getInputStream(), StandardCharsets.UTF_8));
		String id = "";
		String event = "";
		String data = "";
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			if (line.startsWith(":connected")) {
				this.connections.incrementAndGet();
			}
			else if (line.startsWith("id:")) {
				id = line.substring(3);
			}
			else if (line.startsWith("event:")) {
				event = line.substring(6);
			}
			else if (line.startsWith("data:")) {
				data = line.substring(5);
			}
			else if (line.isEmpty()) {
				// only now is the message complete
				take(event, data);
				this.cursor = id;
				event = "";
			}
		}
		throw new IOException("the gateway hung up");
	}

	private void take(String event, String data) {
		if (event.equals("reset")) {
			add(EntryKind.RESET, null, null, null, data);
			this.following.clear();
		}
		else if (event.equals("event")) {
			JsonNode json = JSON.readTree(data);
			String source = json.get("source_type").asString() + ":" + json.get("source_id").asString();
			String position = json.get("position").asString();
			if (!this.following.contains(source)) {
				follow(source, before(position));
			}
			add(EntryKind.DELIVERED, json.get("id").asString(), source, position, null);
		}
	}

	private void follow(String source, String after) {
		this.following.add(source);
		add(EntryKind.FOLLOW, null, source, after, null);
	}

	private static String before(String position) {
		int colon = position.lastIndexOf(':') + 1;
		return position.substring(0, colon) + (Long.parseLong(position.substring(colon)) - 1);
	}

	private void add(EntryKind kind, String event, String source, String position, String detail) {
		this.history.add(new HistoryEntry(kind, this.name, 0, event, source, 0, position, detail, System.nanoTime(),
				System.currentTimeMillis()));
	}

	@Override
	public void close() throws IOException {
		this.stopped = true;
		drop();
		this.thread.interrupt();
	}

}
