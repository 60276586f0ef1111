package io.github.dualstream.test.history;

/**
 * What a process holds at one moment.
 *
 * @param heapBytes heap in use right after a full garbage collection
 * @param threads living threads
 * @param fileDescriptors open file descriptors
 * @param queue notifications that wait
 */
public record ResourceSample(long heapBytes, long threads, long fileDescriptors, long queue) {

}
