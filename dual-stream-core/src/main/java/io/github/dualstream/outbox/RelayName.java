package io.github.dualstream.outbox;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Name of this process in the registry, for display.
 */
final class RelayName {

	private RelayName() {
	}

	static String ofThisProcess() {
		return ProcessHandle.current().pid() + "@" + host();
	}

	private static String host() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "unknown-host";
		}
	}

}
