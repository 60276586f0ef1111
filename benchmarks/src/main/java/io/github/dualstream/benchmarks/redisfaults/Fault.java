package io.github.dualstream.benchmarks.redisfaults;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.harness.TcpProxy;

/**
 * A trouble of Redis.
 *
 * @param name its name
 * @param port where a service that is to meet it finds Redis
 * @param begin makes it
 * @param end ends it, and returns once Redis answers
 */
record Fault(String name, int port, Runnable begin, Runnable end) {

	/** Each way, so that a reply comes 50 ms late. */
	private static final Duration DELAY = Duration.ofMillis(25);

	/**
	 * All of them.
	 * @param servers whose Redis
	 * @param proxy before it, for what only a network can do
	 */
	static List<Fault> of(Servers servers, TcpProxy proxy) {
		int port = servers.redis().port();
		return List.of(new Fault("hung", port, servers.redis()::pause, servers.redis()::resume),
				new Fault("killed", port, servers.redis()::kill, servers.redis()::restart),
				new Fault("slow", proxy.port(), () -> proxy.delay(DELAY), proxy::heal));
	}

}
