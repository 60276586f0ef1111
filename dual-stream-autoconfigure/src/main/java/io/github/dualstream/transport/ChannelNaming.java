package io.github.dualstream.transport;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Names the channel of a source. A source type has no colon, so the name splits one way
 * only, whatever the source id holds. Publishers and subscribers must agree on it.
 *
 * @param prefix first part of every name, without a colon
 * @param strategy how sources share channels
 * @param buckets how many channels a source type has, for
 * {@link ChannelStrategy#BUCKETED}
 */
public record ChannelNaming(String prefix, ChannelStrategy strategy, int buckets) {

	/**
	 * The channel of a source.
	 * @param sourceType type of the source
	 * @param sourceId id of the source
	 * @return the name of the channel
	 */
	public String channelOf(String sourceType, String sourceId) {
		return switch (this.strategy) {
			case PER_SOURCE -> this.prefix + ":" + sourceType + ":" + sourceId;
			case PER_TYPE -> this.prefix + ":" + sourceType;
			case BUCKETED -> this.prefix + ":" + sourceType + ":~" + bucketOf(sourceId);
		};
	}

	/**
	 * The source type that a channel is for.
	 * @param channel a name that {@link #channelOf} returned
	 * @return the source type
	 */
	public String sourceTypeOf(String channel) {
		int start = this.prefix.length() + 1;
		int end = channel.indexOf(':', start);
		return channel.substring(start, (end < 0) ? channel.length() : end);
	}

	private long bucketOf(String sourceId) {
		CRC32 crc = new CRC32();
		crc.update(sourceId.getBytes(StandardCharsets.UTF_8));
		return crc.getValue() % this.buckets;
	}

}
