package io.github.dualstream.transport.contract;

/**
 * Log on an engine of its own, to which faults are done.
 */
public interface EngineUnderTest extends LogUnderTest {

	/**
	 * Open another client of this engine, as another instance of the application would.
	 * Does not wait for the engine.
	 * @return the client, to be closed
	 */
	LogUnderTest another();

	/** Suspend the engine: it accepts connections and does not answer. */
	void suspend();

	/** Resume the engine after {@link #suspend()}; without effect otherwise. */
	void resume();

	/** End the engine at once, without giving it time to write anything. */
	void kill();

	/** Start the engine again with its data, at the same address. */
	void restart();

}
