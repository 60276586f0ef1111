package io.github.dualstream.topic;

import java.time.Duration;

import io.github.dualstream.transport.TopicSettings;

/**
 * Purpose of a topic's events with regard to their retention.
 */
public enum TopicMode {

	/** Events are kept: without end, unless a retention of at least a day is given. */
	PERSISTENT(TopicSettings.FOREVER),

	/**
	 * Events are transient: kept for an hour, unless a retention of at most a day is
	 * given.
	 */
	EPHEMERAL(Duration.ofHours(1));

	private static final Duration BORDER = Duration.ofDays(1);

	private final Duration defaultRetention;

	TopicMode(Duration defaultRetention) {
		this.defaultRetention = defaultRetention;
	}

	public Duration defaultRetention() {
		return this.defaultRetention;
	}

	/**
	 * Whether a retention is allowed in this mode.
	 * @param retention retention of the events
	 * @return {@code false} if that contradicts the mode
	 */
	public boolean allows(Duration retention) {
		int order = retention.compareTo(BORDER);
		return (this == PERSISTENT) ? order >= 0 : order <= 0;
	}

}
