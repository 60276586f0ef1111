package io.github.dualstream.faults;

import java.util.List;

/**
 * The JVMs of the services under test.
 */
public final class ServiceJvm {

	/**
	 * For a fast start: they end before the optimizing compiler pays, or classes are
	 * unloaded, and what javac has written needs no verifier.
	 */
	public static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
			"-XX:MetaspaceSize=256m", "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

	private ServiceJvm() {
	}

}
