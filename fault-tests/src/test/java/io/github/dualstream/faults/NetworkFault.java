package io.github.dualstream.faults;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.dualstream.harness.TcpProxy;

/**
 * What may happen on the way to Redis.
 */
enum NetworkFault {

	DELAYED_50_MS((proxy) -> proxy.delay(Duration.ofMillis(50))),

	DELAYED_500_MS((proxy) -> proxy.delay(Duration.ofMillis(500))),

	ONE_BYTE_PER_SECOND((proxy) -> proxy.throttle(1)),

	BLACK_HOLE(TcpProxy::blackHole),

	CUT(TcpProxy::cut),

	HALF_OPEN(TcpProxy::halfOpen);

	@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
	private final Consumer<TcpProxy> fault;

	NetworkFault(Consumer<TcpProxy> fault) {
		this.fault = fault;
	}

	void begin(TcpProxy proxy) {
		this.fault.accept(proxy);
	}

}
