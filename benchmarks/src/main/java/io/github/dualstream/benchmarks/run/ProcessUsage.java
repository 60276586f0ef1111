package io.github.dualstream.benchmarks.run;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has used so far: CPU time of all its threads, compilers and garbage
 * collector included, and the bytes that each living Java thread has allocated.
 *
 * @param cpuNanos CPU time
 * @param allocatedByThread bytes by the thread's id
 */
public record ProcessUsage(long cpuNanos, Map<Long, Long> allocatedByThread) {

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	/**
	 * The usage up to this moment.
	 * @return the usage
	 */
	public static ProcessUsage now() {
		long[] ids = THREADS.getAllThreadIds();
		long[] bytes = THREADS.getThreadAllocatedBytes(ids);
		Map<Long, Long> allocated = new HashMap<>();
		for (int i = 0; i < ids.length; i++) {
			allocated.put(ids[i], bytes[i]);
		}
		return new ProcessUsage(SYSTEM.getProcessCpuTime(), allocated);
	}

	/**
	 * Heap that is in use after garbage collections.
	 * @return bytes
	 */
	public static long heapInUse() {
		// what references and cleaners hold goes with the later ones
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * CPU time between two moments.
	 * @param start the earlier one
	 * @return nanoseconds
	 */
	public long cpuNanosSince(ProcessUsage start) {
		return this.cpuNanos - start.cpuNanos;
	}

	/**
	 * What threads that live at this moment have allocated since another one.
	 * @param start the earlier one
	 * @return bytes
	 */
	public long allocatedSince(ProcessUsage start) {
		return this.allocatedByThread.entrySet()
			.stream()
			.mapToLong((thread) -> thread.getValue() - start.allocatedByThread.getOrDefault(thread.getKey(), 0L))
			.sum();
	}

}
