package io.github.dualstream.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Live feeds.
 *
 * @param bufferCapacity how many messages can wait for one client; when there are more,
 * the client gets the rest from Kafka as soon as it reads on
 * @param bufferSize how many bytes can wait for one client; when there are more, the
 * client gets the rest from Kafka as soon as it reads on. One message is taken whatever
 * its size
 * @param maxBufferedSize how many bytes can wait for all clients of an instance together;
 * an event that waits for several clients counts once. An eighth of the maximum heap by
 * default
 * @param slowClientTimeout how long a client may take to empty half of a full buffer, or
 * to take anything at all, before it is disconnected
 * @param reconcileInterval time between two looks at the watched partitions, for what no
 * notification told; 0 for none
 */
public record FeedProperties(@DefaultValue("1000") int bufferCapacity, @DefaultValue("1MB") DataSize bufferSize,
		@Nullable DataSize maxBufferedSize, @DefaultValue("10s") Duration slowClientTimeout,
		@DefaultValue("1s") Duration reconcileInterval) {

	private static final long SHARE_OF_HEAP = 8;

	public FeedProperties {
		PropertyRules.requireAtLeast("dual-stream.feed.buffer-capacity", 2, bufferCapacity);
		PropertyRules.requireAtLeast("dual-stream.feed.buffer-size", 1, bufferSize.toBytes());
		if (maxBufferedSize != null && maxBufferedSize.compareTo(bufferSize) < 0) {
			throw new InvalidPropertyException("dual-stream.feed.max-buffered-size", maxBufferedSize,
					"is less than dual-stream.feed.buffer-size, which one client may use",
					"Set it to a multiple of the buffer-size, or leave it out for an eighth of the maximum heap.");
		}
		PropertyRules.requirePositive("dual-stream.feed.slow-client-timeout", slowClientTimeout);
		if (!reconcileInterval.isZero()) {
			PropertyRules.requirePositive("dual-stream.feed.reconcile-interval", reconcileInterval);
		}
	}

	/**
	 * Bytes that can wait for all clients together.
	 * @return what is configured, or a share of the heap
	 */
	public DataSize maxBufferedSizeOrDefault() {
		return (this.maxBufferedSize != null) ? this.maxBufferedSize
				: DataSize.ofBytes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
	}

}
