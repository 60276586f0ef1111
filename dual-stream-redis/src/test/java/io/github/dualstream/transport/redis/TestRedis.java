package io.github.dualstream.transport.redis;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.dualstream.test.RedisServer;

/**
 * A Redis server that can be asked for more than an application asks for.
 */
public final class TestRedis implements AutoCloseable {

	private final RedisServer server;

	private TestRedis(RedisServer server) {
		this.server = server;
	}

	static TestRedis started(String... arguments) {
		return new TestRedis(RedisServer.start(arguments));
	}

	/** The one on the PATH. */
	static TestRedis installed(String... arguments) {
		return new TestRedis(RedisServer.startInstalled(arguments));
	}

	static TestRedis notStarted() {
		TestRedis redis = started();
		redis.kill();
		return redis;
	}

	public int port() {
		return this.server.port();
	}

	public void start() {
		this.server.restart();
	}

	public void kill() {
		this.server.kill();
	}

	void pause() {
		this.server.pause();
	}

	void resume() {
		this.server.resume();
	}

	/**
	 * Send one command, whatever bytes it holds.
	 * @param words the command
	 * @return the first part of the reply
	 */
	String command(String... words) {
		return command(
				Arrays.stream(words).map((word) -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
	}

	String command(byte[]... words) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
			socket.setSoTimeout(5000);
			write(socket.getOutputStream(), words);
			byte[] reply = new byte[64 * 1024];
			return new String(reply, 0, socket.getInputStream().read(reply), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The number of connections subscribed to a channel.
	 * @param channel the channel
	 * @return the number that Redis knows of
	 */
	int subscribers(String channel) {
		return subscribers("NUMSUB", channel);
	}

	/**
	 * The number of connections subscribed to a channel of sharded Pub/Sub.
	 * @param channel the channel
	 * @return the number that Redis knows of
	 */
	public int shardSubscribers(String channel) {
		return subscribers("SHARDNUMSUB", channel);
	}

	private int subscribers(String question, String channel) {
		String reply = command("PUBSUB", question, channel);
		return Integer.parseInt(reply.substring(reply.lastIndexOf(':') + 1).trim());
	}

	@Override
	public void close() {
		this.server.close();
	}

	private static void write(OutputStream out, byte[]... words) throws IOException {
		out.write(ascii("*" + words.length + "\r\n"));
		for (byte[] word : words) {
			out.write(ascii("$" + word.length + "\r\n"));
			out.write(word);
			out.write(ascii("\r\n"));
		}
		out.flush();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
