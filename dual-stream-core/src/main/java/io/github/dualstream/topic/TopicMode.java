package io.github.dualstream.topic;

import java.time.Duration;

import io.github.dualstream.transport.TopicSettings;

/**
 * What the events of a topic are for, as far as their retention goes.
 */
public enum TopicMode {

	/** To be kept: for ever, unless a retention of at least a day is given. */
	PERSISTENT(TopicSettings.FOREVER),

	/**
	 * To pass through: kept for an hour, unless a retention of at most a day is given.
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
	 * Whether events that are kept for so long are of this mode.
	 * @param retention how long events are kept
	 * @return {@code false} if that contradicts the mode
	 */
	public boolean allows(Duration retention) {
		int order = retention.compareTo(BORDER);
		return (this == PERSISTENT) ? order >= 0 : order <= 0;
	}

}
