package io.github.dualstream.autoconfigure.publisher;

import java.time.Duration;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Publisher of events.
 *
 * @param maxBlock Maximum time to wait for room in the producer's buffer, or for a
 * topic's metadata, before a publish fails.
 * @param deliveryTimeout Maximum time to wait for the acknowledgement of a publish, after
 * which its outcome is unknown.
 * @param maxEventSize Maximum size of an event, as a Kafka record with key and headers.
 * Larger events are rejected.
 * @param backlog Backlog of publishes that are not acknowledged yet.
 * @param rateLimit Rate limit of publishes.
 */
@ConfigurationProperties("dual-stream.publisher")
public record PublisherProperties(@DefaultValue("5s") Duration maxBlock, @DefaultValue("30s") Duration deliveryTimeout,
		@DefaultValue("1MB") DataSize maxEventSize,
		@NestedConfigurationProperty @DefaultValue BacklogProperties backlog,
		@NestedConfigurationProperty @DefaultValue RateLimitProperties rateLimit) {

	public PublisherProperties {
		PropertyRules.requirePositive("dual-stream.publisher.max-block", maxBlock);
		PropertyRules.requirePositive("dual-stream.publisher.delivery-timeout", deliveryTimeout);
		PropertyRules.requireAtLeast("dual-stream.publisher.max-event-size", 1024, maxEventSize.toBytes());
		if (maxEventSize.toBytes() > Integer.MAX_VALUE / 2) {
			throw new InvalidPropertyException("dual-stream.publisher.max-event-size", maxEventSize,
					"is more than a record can hold", "Set it to 1GB or less, better to a few megabytes.");
		}
	}

	/**
	 * Maximum size of an event in bytes.
	 * @return {@link #maxEventSize()} as an {@code int}
	 */
	public int maxEventBytes() {
		return Math.toIntExact(this.maxEventSize.toBytes());
	}

}
