package io.github.dualstream.benchmarks.run;

import java.util.Map;

/**
 * A benchmark, which has contenders do the same in each round.
 */
public interface Benchmark {

	/**
	 * Its name on the command line.
	 * @return the name
	 */
	String name();

	/**
	 * Options with the values that they have where no argument sets them.
	 * @return the values by the options' names
	 */
	Map<String, String> defaults();

	/**
	 * Start servers and contenders, and measure all rounds.
	 * @param run has the options, and takes what was measured
	 * @throws Exception if something cannot be measured, or a contender did not do all of
	 * its work
	 */
	void run(Run run) throws Exception;

}
