package io.github.dualstream.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Instant;
import java.util.List;

/**
 * Where and when it is measured.
 *
 * @param time when
 * @param cpus how many CPUs the JVM sees
 * @param load average number of running tasks in the last minute
 * @param system operating system
 * @param jvm name and version
 * @param jvmArguments the JVM's arguments
 */
record Machine(Instant time, int cpus, double load, String system, String jvm, List<String> jvmArguments) {

	static Machine now() {
		OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
		return new Machine(Instant.now(), system.getAvailableProcessors(), system.getSystemLoadAverage(),
				system.getName() + " " + system.getArch(),
				System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
				ManagementFactory.getRuntimeMXBean()
					.getInputArguments()
					.stream()
					.filter((argument) -> argument.startsWith("-X"))
					.toList());
	}

}
