package io.github.dualstream.transport;

/**
 * How sources share channels.
 */
public enum ChannelStrategy {

	/**
	 * {@code prefix:type:id}, a channel for each source. A subscriber hears exactly what
	 * it asked for; the bus holds one entry for each watched source.
	 */
	PER_SOURCE,

	/**
	 * {@code prefix:type}, a channel for each source type. For very many watched sources:
	 * one subscription hears them all, and the subscriber filters.
	 */
	PER_TYPE,

	/**
	 * {@code prefix:type:~n}, a fixed number of channels for each source type, chosen by
	 * the CRC-32 of the source id. Between the other two: each subscriber filters its
	 * share.
	 */
	BUCKETED

}
