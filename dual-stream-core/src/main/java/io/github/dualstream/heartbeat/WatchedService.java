package io.github.dualstream.heartbeat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.dualstream.Position;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * One watched service. For one thread, except for {@link #pulse()}.
 */
final class WatchedService {

	private final HeartbeatSettings settings;

	private final Clock clock;

	private @Nullable Position newest;

	private @Nullable Instant lastBeat;

	/** Time from which on heartbeats count as missed. */
	private Instant silentSince;

	private volatile Pulse pulse = new Pulse(HeartbeatLevel.OK, 0, null);

	WatchedService(HeartbeatSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
		this.silentSince = clock.instant();
	}

	/** Note the newest heartbeat in the log, which may have been seen before. */
	void see(StoredEvent beat) {
		if (beat.position().equals(this.newest)) {
			return;
		}
		this.newest = beat.position();
		Instant now = this.clock.instant();
		Instant sent = beat.event().time();
		if (sent.isBefore(now.minus(this.settings.expiry()))) {
			return;
		}
		// one from the future would count for too long
		this.lastBeat = sent.isAfter(now) ? now : sent;
		this.silentSince = this.lastBeat;
	}

	/** Note that heartbeats could not be read, which does not count as missed. */
	void unseen() {
		this.silentSince = this.clock.instant();
	}

	Pulse judge() {
		Duration silence = Duration.between(this.silentSince, this.clock.instant());
		long missed = Math.max(0, silence.toMillis() / this.settings.interval().toMillis());
		this.pulse = new Pulse(this.settings.levelOf(missed), missed, this.lastBeat);
		return this.pulse;
	}

	Pulse pulse() {
		return this.pulse;
	}

}
