package io.github.dualstream.test;

import java.io.IOException;

/**
 * Starts servers, tells their process ids and exits at the end of its standard input.
 */
final class ServersInAnotherJvm {

	static final String PID = "pid ";

	static final int COUNT = 3;

	private ServersInAnotherJvm() {
	}

	public static void main(String[] args) throws IOException {
		RedisServer redis = RedisServer.start();
		RedisServer paused = RedisServer.start();
		paused.pause();
		KafkaServer kafka = KafkaServer.start();
		for (long pid : new long[] { redis.pid(), paused.pid(), kafka.pid() }) {
			System.out.println(PID + pid);
		}
		System.exit(System.in.read() + 1);
	}

}
