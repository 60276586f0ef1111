package io.github.dualstream.transport.contract;

/**
 * Log on an engine of its own that can be made to refuse appends.
 */
public interface RefusingUnderTest extends LogUnderTest {

	/**
	 * Make the engine refuse appends to a topic, and wait until it does. It may refuse
	 * those to other topics as well.
	 * @param refusal the reason, one of those that the engine is not declared to miss
	 * @param topic name of the topic
	 */
	void refuse(Refusal refusal, String topic);

	/**
	 * Make the engine accept appends again.
	 * @param refusal reason of the refusal
	 * @param topic name of the topic
	 */
	void accept(Refusal refusal, String topic);

	/**
	 * Create a topic with one partition that limits the size of its records. Not called
	 * if the engine is declared to miss {@link EngineFeature#RECORD_LIMIT}.
	 * @param topic name of the topic
	 * @param bytes maximum size of a record
	 */
	default void createTopicWithRecordLimit(String topic, int bytes) {
		throw new UnsupportedOperationException("declare that the engine misses RECORD_LIMIT");
	}

}
