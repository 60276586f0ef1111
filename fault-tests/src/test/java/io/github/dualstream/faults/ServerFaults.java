package io.github.dualstream.faults;

import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.faults.EngineFault.Effect;
import io.github.dualstream.harness.TcpProxy;
import io.github.dualstream.test.TestServer;

/**
 * Faults of the one server that has both log and bus, so that publishing stops with it.
 */
final class ServerFaults {

	private ServerFaults() {
	}

	/** Few of them, for a short run. */
	static List<EngineFault> essential(TestServer server, TcpProxy proxy) {
		return List.of(new EngineFault("server killed", Effect.STOPS, server::kill, server::restart),
				new EngineFault("server hung", Effect.STOPS, server::pause, server::resume),
				network(NetworkFault.CUT, Effect.STOPS, proxy));
	}

	/** All of them. */
	static List<EngineFault> all(TestServer server, TcpProxy proxy) {
		List<EngineFault> faults = new ArrayList<>(essential(server, proxy));
		faults.add(new EngineFault("server killed and restarted", Effect.GOES_ON, server::restart, () -> {
		}));
		faults.add(network(NetworkFault.DELAYED_50_MS, Effect.GOES_ON, proxy));
		faults.add(network(NetworkFault.BLACK_HOLE, Effect.STOPS, proxy));
		faults.add(network(NetworkFault.HALF_OPEN, Effect.STOPS, proxy));
		return faults;
	}

	private static EngineFault network(NetworkFault fault, Effect effect, TcpProxy proxy) {
		return new EngineFault("network " + fault, effect, () -> fault.begin(proxy), proxy::heal);
	}

}
