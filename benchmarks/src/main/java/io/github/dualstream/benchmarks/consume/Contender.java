package io.github.dualstream.benchmarks.consume;

/**
 * One way to handle the records of a topic, in order per key.
 */
interface Contender {

	/** Name without the concurrency. */
	String name();

	/** Number of records that it handles at the same time. */
	int concurrency();

	/**
	 * Join a group that has committed nothing, and handle its topic from the beginning.
	 * @param group name of the group
	 * @param topic name of the topic
	 * @param handling the handler
	 * @return stops the consumer
	 */
	Running start(String group, String topic, Handling handling);

	default String label() {
		return name() + "@" + concurrency();
	}

	/** Stops a consumer. */
	@FunctionalInterface
	interface Running {

		void stop();

	}

}
