package io.github.dualstream.transport;

/**
 * Some offsets of a partition.
 *
 * @param from the first one
 * @param to the one behind the last one
 */
public record OffsetRange(long from, long to) {

}
