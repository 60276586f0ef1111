package io.github.dualstream.autoconfigure.feed;

import java.time.Duration;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of live feeds.
 *
 * @param bufferCapacity Maximum number of messages that wait for one client. Further
 * messages are read from the log when the client continues to read.
 * @param bufferSize Maximum size of the messages that wait for one client. Further
 * messages are read from the log when the client continues to read. One message is
 * accepted whatever its size.
 * @param maxBufferedSize Maximum size of the messages that wait for all clients of an
 * instance together. An event that waits for several clients counts once. By default an
 * eighth of the maximum heap.
 * @param slowClientTimeout Maximum time for a client to empty half of a full buffer, or
 * to accept anything at all, before it is disconnected.
 * @param reconcileInterval Interval between two checks of the watched partitions for
 * events without a notification. 0 for none.
 */
@ConfigurationProperties("dual-stream.feed")
record FeedProperties(@DefaultValue("1000") int bufferCapacity, @DefaultValue("1MB") DataSize bufferSize,
		@Nullable DataSize maxBufferedSize, @DefaultValue("10s") Duration slowClientTimeout,
		@DefaultValue("1s") Duration reconcileInterval) {

	private static final long SHARE_OF_HEAP = 8;

	FeedProperties {
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
	 * Maximum size of the messages that wait for all clients together.
	 * @return the configured value, or a share of the heap
	 */
	DataSize maxBufferedSizeOrDefault() {
		return (this.maxBufferedSize != null) ? this.maxBufferedSize
				: DataSize.ofBytes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
	}

}
