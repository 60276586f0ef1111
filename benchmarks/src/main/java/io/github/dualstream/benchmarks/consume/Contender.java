package io.github.dualstream.benchmarks.consume;

/**
 * One way to handle the records of a topic, in order per key.
 */
public interface Contender {

	/**
	 * Name without the concurrency.
	 * @return the name
	 */
	String name();

	/**
	 * Number of records that it handles at the same time.
	 * @return the number
	 */
	int concurrency();

	/**
	 * Join a group that has committed nothing, and handle its topic from the beginning.
	 * @param group name of the group
	 * @param topic name of the topic
	 * @param handling the handler
	 * @return stops the consumer
	 */
	Running start(String group, String topic, Handling handling);

	/**
	 * Name with the concurrency.
	 * @return the name in reports
	 */
	default String label() {
		return name() + "@" + concurrency();
	}

	/** Stops a consumer. */
	@FunctionalInterface
	interface Running {

		/**
		 * Stop it, once what was handled is committed.
		 */
		void stop();

	}

}
