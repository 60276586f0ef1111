package io.github.dualstream.harness.history;

/**
 * Resources of a process at one moment.
 *
 * @param heapBytes heap in use right after a full garbage collection
 * @param threads number of live threads
 * @param fileDescriptors number of open file descriptors
 * @param queue number of notifications that wait
 */
public record ResourceSample(long heapBytes, long threads, long fileDescriptors, long queue) {

}
