package io.github.dualstream.benchmarks.consume;

/**
 * One way to handle the records of a topic, in order per key.
 *
 * @param name its name
 * @param concurrency how many records it handles at the same time
 * @param starter starts it
 */
record Contender(String name, int concurrency, Starter starter) {

	/**
	 * Whether it is dual-stream.
	 */
	boolean isSubject() {
		return this.name.startsWith(DualStreamConsume.NAME);
	}

	@Override
	public String toString() {
		return this.name + "@" + this.concurrency;
	}

	/** Starts a consumer. */
	@FunctionalInterface
	interface Starter {

		/**
		 * Join a group that has committed nothing, and handle its topic from the
		 * beginning.
		 * @param group name of the group
		 * @param topic name of the topic
		 * @param handling the handler
		 * @return stops the consumer
		 */
		Running start(String group, String topic, Handling handling);

	}

	/** Stops a consumer. */
	@FunctionalInterface
	interface Running {

		void stop();

	}

}
