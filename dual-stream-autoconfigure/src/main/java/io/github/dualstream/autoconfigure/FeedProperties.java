package io.github.dualstream.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Live feeds.
 *
 * @param bufferCapacity how many messages can wait for one client; when there are more,
 * the client gets the rest from Kafka as soon as it reads on
 * @param slowClientTimeout how long a client whose buffer was full may take to empty half
 * of it, before it is disconnected
 * @param reconcileInterval time between two looks at the watched partitions, for what no
 * notification told; 0 for none
 */
public record FeedProperties(@DefaultValue("1000") int bufferCapacity, @DefaultValue("10s") Duration slowClientTimeout,
		@DefaultValue("1s") Duration reconcileInterval) {

	public FeedProperties {
		PropertyRules.requireAtLeast("dual-stream.feed.buffer-capacity", 2, bufferCapacity);
		PropertyRules.requirePositive("dual-stream.feed.slow-client-timeout", slowClientTimeout);
		if (!reconcileInterval.isZero()) {
			PropertyRules.requirePositive("dual-stream.feed.reconcile-interval", reconcileInterval);
		}
	}

}
