package io.github.dualstream.transport.redis;

/**
 * What became of one notification.
 */
enum PublishStatus {

	/** Redis confirmed it. */
	SENT,

	/** Redis answered with an error, or it never left. */
	REFUSED,

	/** It left, or may have left, and no reply came. */
	UNKNOWN

}
