package io.github.dualstream.benchmarks.feeds;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import tools.jackson.databind.json.JsonMapper;

/**
 * A process of many clients, on one thread. Each line of its input is a command, each
 * line of its output an answer.
 */
final class StreamClients {

	/** So that the server's queue of new connections does not overflow. */
	private static final int CONNECTING = 256;

	private static final int BUFFER = 256 * 1024;

	private static final JsonMapper JSON = new JsonMapper();

	private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

	private final byte[] buffer = new byte[BUFFER];

	private final List<StreamClient> clients = new ArrayList<>();

	private final Selector selector;

	private final Received received;

	private StreamClients(boolean sequential) throws IOException {
		this.selector = Selector.open();
		this.received = new Received(sequential);
	}

	/**
	 * Run clients until the input ends.
	 * @param arguments port of the server, file with a path per client, how many of them
	 * never read, whether each follows the one source
	 */
	public static void main(String[] arguments) throws Exception {
		StreamClients all = new StreamClients(Boolean.parseBoolean(arguments[3]));
		InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(),
				Integer.parseInt(arguments[0]));
		int frozen = Integer.parseInt(arguments[2]);
		for (String path : Files.readAllLines(Path.of(arguments[1]))) {
			all.clients.add(new StreamClient(server, path, all.clients.size() < frozen, all.received));
		}
		Thread input = new Thread(all::readCommands, "commands");
		input.setDaemon(true);
		input.start();
		all.run();
	}

	private void readCommands() {
		try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				this.commands.add(line);
				this.selector.wakeup();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			System.exit(0);
		}
	}

	private void run() throws IOException {
		while (true) {
			readOnce(1_000);
			String command = this.commands.poll();
			if (command != null) {
				String[] words = command.split(" ", -1);
				switch (words[0]) {
					case "connect" -> connect();
					case "drop" -> drop();
					case "await" -> await(Long.parseLong(words[1]), Long.parseLong(words[2]));
					default -> throw new IllegalArgumentException(command);
				}
			}
		}
	}

	private void connect() throws IOException {
		for (int from = 0; from < this.clients.size(); from += CONNECTING) {
			List<StreamClient> some = this.clients.subList(from, Math.min(this.clients.size(), from + CONNECTING));
			for (StreamClient client : some) {
				client.connect(this.selector);
			}
			while (!some.stream().allMatch(StreamClient::isWelcomed)) {
				readOnce(100);
			}
		}
		System.out.println("connected");
	}

	private void drop() throws IOException {
		for (StreamClient client : this.clients) {
			client.drop();
		}
		System.out.println("dropped");
	}

	private void await(long deliveries, long millis) throws IOException {
		long deadline = System.nanoTime() + millis * 1_000_000;
		while (this.received.deliveries() < deliveries && System.nanoTime() - deadline < 0) {
			readOnce(10);
		}
		System.out.println(JSON.writeValueAsString(this.received.take()));
	}

	private void readOnce(long millis) throws IOException {
		this.selector.select(this::read, millis);
	}

	private void read(SelectionKey key) {
		if (key.attachment() instanceof StreamClient client) {
			try {
				client.read(key, this.buffer);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
