package io.github.dualstream.heartbeat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.dualstream.Position;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * One service under watch. For one thread, but for {@link #pulse()}.
 */
final class WatchedService {

	private final HeartbeatSettings settings;

	private final Clock clock;

	private @Nullable Position newest;

	private @Nullable Instant lastBeat;

	/** From when on beats are missed. */
	private Instant silentSince;

	private volatile Pulse pulse = new Pulse(HeartbeatLevel.OK, 0, null);

	WatchedService(HeartbeatSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
		this.silentSince = clock.instant();
	}

	/** The newest beat in the log, which may have been seen before. */
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

	/** Beats could not be seen for a while, which is not the service's silence. */
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
