package io.github.dualstream.transport;

/**
 * Range of offsets of a partition.
 *
 * @param from first offset, inclusive
 * @param to last offset, exclusive
 */
public record OffsetRange(long from, long to) {

}
