package io.github.dualstream.test;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;

/**
 * Listens on the port that it is told and says so; ends with a word. Hangs at its end if
 * it is told to.
 */
final class SlowToEndApplication {

	private SlowToEndApplication() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		int port = Integer.parseInt(argument(args, "--server.port="));
		boolean hang = Boolean.parseBoolean(argument(args, "--hang="));
		Runtime.getRuntime().addShutdownHook(new Thread(() -> end(hang)));
		try (ServerSocket server = new ServerSocket(port, 0, FreePort.address())) {
			System.out.println("listening with " + System.getProperty("greeting"));
			while (!server.isClosed()) {
				server.accept().close();
			}
		}
	}

	private static void end(boolean hang) {
		System.out.println("ending");
		while (hang) {
			Thread.onSpinWait();
		}
	}

	private static String argument(String[] args, String prefix) {
		return Arrays.stream(args)
			.filter((argument) -> argument.startsWith(prefix))
			.findFirst()
			.orElseThrow()
			.substring(prefix.length());
	}

}
