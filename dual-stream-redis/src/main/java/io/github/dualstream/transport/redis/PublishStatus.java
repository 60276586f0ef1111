package io.github.dualstream.transport.redis;

/**
 * Outcome of one notification.
 */
enum PublishStatus {

	/** Redis confirmed it. */
	SENT,

	/** Redis answered with an error, or it was never sent. */
	REFUSED,

	/** It was, or may have been, sent, and no reply arrived. */
	UNKNOWN

}
