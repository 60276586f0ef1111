package io.github.dualstream.connection;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.schedule.Threads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ConnectionMonitorTests {

	private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

	private final List<Object> published = new ArrayList<>();

	private Exception failure;

	private Instant now = START;

	private final ConnectionMonitor monitor = new ConnectionMonitor(Connection.BUS, (timeout) -> {
		if (this.failure != null) {
			throw this.failure;
		}
		return Map.of();
	}, Duration.ofSeconds(1), this::publish, new Threads(), new Clock() {

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return ConnectionMonitorTests.this.now;
		}

	});

	private boolean listenerFails;

	private void publish(Object event) {
		this.published.add(event);
		if (this.listenerFails) {
			throw new IllegalStateException("listener");
		}
	}

	@Test
	void eachChangeIsPublishedOnceWithItsTimeAndNumber() {
		probe(1, null);
		assertThat(this.published).isEmpty();
		probe(2, new IOException("no route"));
		probe(3, new IOException("no route"));
		probe(4, null);
		probe(5, null);
		probe(6, new IOException("reset"));
		assertThat(this.published).containsExactly(
				changed(ConnectionState.DISCONNECTED, 2, 0, 1, "java.io.IOException: no route"),
				changed(ConnectionState.CONNECTED, 4, 2, 1, null),
				changed(ConnectionState.DISCONNECTED, 6, 4, 2, "java.io.IOException: reset"));
	}

	@Test
	void whenTheApplicationStopsDuringAProbeThenTheConnectionIsNotLost() {
		probe(1, new InterruptedException());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.published).isEmpty();
	}

	@Test
	void whenAListenerFailsThenTheChangeIsNotPublishedAgain() {
		this.listenerFails = true;
		assertThatIllegalStateException().isThrownBy(() -> probe(1, new IOException("away")));
		this.listenerFails = false;
		probe(2, new IOException("away"));
		assertThat(this.published).hasSize(1);
	}

	private void probe(int second, Exception failure) {
		this.now = START.plusSeconds(second);
		this.failure = failure;
		this.monitor.run();
	}

	private static ConnectionStateChanged changed(ConnectionState state, int since, int previous, long disconnects,
			String cause) {
		return new ConnectionStateChanged(Connection.BUS, state, START.plusSeconds(since), START.plusSeconds(previous),
				disconnects, cause);
	}

}
