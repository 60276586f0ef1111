package io.github.dualstream.harness;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One direction of a proxied connection: one thread reads, the other writes when the link
 * allows it, so that delayed data does not block the data after it.
 */
final class LinkDirection {

	private static final int CHUNK = 8 * 1024;

	// bounds what is under way: 4 MiB
	private static final int CHUNKS = 512;

	private static final byte[] END = new byte[0];

	private final BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS);

	private final Socket from;

	private final Socket to;

	private final LinkConditions conditions;

	private final Runnable lost;

	private final Runnable ended;

	private final Thread reader = thread(this::read);

	private final Thread writer = thread(this::write);

	LinkDirection(Socket from, Socket to, LinkConditions conditions, Runnable lost, Runnable ended) {
		this.from = from;
		this.to = to;
		this.conditions = conditions;
		this.lost = lost;
		this.ended = ended;
	}

	void start() {
		this.reader.start();
		this.writer.start();
	}

	void stop() {
		this.reader.interrupt();
		this.writer.interrupt();
	}

	private Thread thread(Transfer transfer) {
		Thread thread = new Thread(() -> {
			try {
				transfer.run();
			}
			catch (IOException ex) {
				this.lost.run();
			}
			catch (InterruptedException ex) {
				// the connection is reset, and the thread ends
				Thread.currentThread().interrupt();
			}
		}, "dual-stream-proxy");
		thread.setDaemon(true);
		return thread;
	}

	private void read() throws IOException, InterruptedException {
		byte[] buffer = new byte[CHUNK];
		int length = this.from.getInputStream().read(buffer);
		while (length >= 0) {
			this.underWay.put(new Chunk(Arrays.copyOf(buffer, length)));
			length = this.from.getInputStream().read(buffer);
		}
		this.underWay.put(new Chunk(END));
	}

	private void write() throws IOException, InterruptedException {
		Chunk chunk = this.underWay.take();
		while (chunk.bytes != END) {
			this.conditions.awaitDeparture(chunk.arrivedAt);
			write(chunk.bytes);
			chunk = this.underWay.take();
		}
		this.conditions.awaitDeparture(chunk.arrivedAt);
		this.to.shutdownOutput();
		this.ended.run();
	}

	private void write(byte[] bytes) throws IOException, InterruptedException {
		int written = 0;
		while (written < bytes.length) {
			int room = this.conditions.awaitRoom(bytes.length - written);
			this.to.getOutputStream().write(bytes, written, room);
			written += room;
		}
	}

	private static final class Chunk {

		private final byte[] bytes;

		private final long arrivedAt = System.nanoTime();

		Chunk(byte[] bytes) {
			this.bytes = bytes;
		}

	}

	@FunctionalInterface
	private interface Transfer {

		void run() throws IOException, InterruptedException;

	}

}
