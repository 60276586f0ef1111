package io.github.dualstream.test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that runs a main class with this JVM's Java and class path.
 */
final class JavaCommand {

	private JavaCommand() {
	}

	static List<String> of(ServerFolder folder, List<String> jvmOptions, Class<?> mainClass, List<String> arguments) {
		// A class path is often longer than one argument of a command line may be
		Path classPath = folder.write("class-path.args", "-cp " + quoted(System.getProperty("java.class.path")));
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		command.add("@" + classPath);
		command.add(mainClass.getName());
		command.addAll(arguments);
		return command;
	}

	private static String quoted(String argument) {
		return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
