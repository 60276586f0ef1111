package io.github.dualstream.benchmarks.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Where and when it is measured.
 *
 * @param time when
 * @param cpus how many CPUs the JVM sees
 * @param cpuModel which, as far as the system tells
 * @param memoryMegabytes memory of the machine
 * @param load average number of running tasks in the last minute
 * @param system operating system
 * @param jvm name and version
 * @param jvmArguments the JVM's arguments
 */
public record Machine(Instant time, int cpus, String cpuModel, long memoryMegabytes, double load, String system,
		String jvm, List<String> jvmArguments) {

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	/**
	 * The machine at this moment.
	 * @return the machine
	 */
	public static Machine now() {
		OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
		return new Machine(Instant.now(), system.getAvailableProcessors(), findCpuModel(), memory() >> 20,
				system.getSystemLoadAverage(), system.getName() + " " + system.getVersion() + " " + system.getArch(),
				System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
				ManagementFactory.getRuntimeMXBean()
					.getInputArguments()
					.stream()
					.filter((argument) -> argument.startsWith("-X"))
					.toList());
	}

	private static long memory() {
		return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getTotalMemorySize();
	}

	private static String findCpuModel() {
		if (!Files.isReadable(CPU_INFO)) {
			return "unknown";
		}
		try {
			return Files.readAllLines(CPU_INFO)
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.findFirst()
				.orElse("unknown");
		}
		catch (IOException ex) {
			return "unknown: " + ex;
		}
	}

}
