package io.github.dualstream.benchmarks.micro;

import java.nio.file.Path;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of this package.
 */
public final class MicroBenchmark {

	private MicroBenchmark() {
	}

	/**
	 * Run them and print what they took.
	 * @param results where the results go, as JSON
	 * @param arguments JMH's own, such as a benchmark's name or {@code -p parts=...}
	 * @throws RunnerException if a benchmark fails
	 * @throws CommandLineOptionException if JMH does not know an argument
	 */
	public static void run(Path results, String... arguments) throws RunnerException, CommandLineOptionException {
		CommandLineOptions own = new CommandLineOptions(arguments);
		Options options = new OptionsBuilder().parent(own)
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.resultFormat(ResultFormatType.JSON)
			.result(results.toString())
			.build();
		new Runner(options).run();
	}

}
