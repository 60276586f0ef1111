package io.github.dualstream.transport;

/**
 * Strategy for sharing channels between sources.
 */
public enum ChannelStrategy {

	/**
	 * {@code prefix:type:id}, a channel for each source. A subscriber receives exactly
	 * its sources; the bus holds one entry for each watched source.
	 */
	PER_SOURCE,

	/**
	 * {@code prefix:type}, a channel for each source type. For very many watched sources:
	 * one subscription receives them all, and the subscriber filters.
	 */
	PER_TYPE,

	/**
	 * {@code prefix:type:~n}, a fixed number of channels for each source type, chosen by
	 * the CRC-32 of the source id. Between the other two: each subscriber filters its
	 * share.
	 */
	BUCKETED

}
