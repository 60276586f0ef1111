package io.github.dualstream.faults;

/**
 * One fault of the servers that a log and a bus need.
 *
 * @param name its name
 * @param effect what it does to publishing
 * @param begin begins it
 * @param end ends it, and waits until the servers are as before
 */
public record EngineFault(String name, Effect effect, Runnable begin, Runnable end) {

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * What a fault does to publishing.
	 */
	public enum Effect {

		/** None: only notifications are concerned. */
		NOTIFICATIONS,

		/** Publishing goes on, maybe slower or after a pause. */
		GOES_ON,

		/** Publishes fail until it ends. */
		STOPS

	}

}
