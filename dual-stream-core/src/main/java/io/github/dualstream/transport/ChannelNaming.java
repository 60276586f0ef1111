package io.github.dualstream.transport;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import io.github.dualstream.Source;

/**
 * Naming of the channels of sources. A source type has no colon, so a name can be split
 * in only one way, whatever the source id contains. Publishers and subscribers must agree
 * on it.
 *
 * @param prefix first part of every name, without a colon
 * @param strategy strategy for sharing channels
 * @param buckets number of channels of a source type, for
 * {@link ChannelStrategy#BUCKETED}
 */
public record ChannelNaming(String prefix, ChannelStrategy strategy, int buckets) {

	/**
	 * The channel of a source.
	 * @param source the source
	 * @return the name of the channel
	 */
	public String channelOf(Source source) {
		return switch (this.strategy) {
			case PER_SOURCE -> this.prefix + ":" + source;
			case PER_TYPE -> this.prefix + ":" + source.type();
			case BUCKETED -> this.prefix + ":" + source.type() + ":~" + bucketOf(source.id());
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
