package io.github.dualstream.benchmarks.engines;

import io.github.dualstream.benchmarks.consume.Contender;

/**
 * A consumer that is compared with dual-stream's on one engine.
 */
interface Peer extends Contender {

	/**
	 * Whether a group has acknowledged everything that it was given.
	 * @param group name of the group
	 * @param topic name of the topic
	 * @return whether nothing is pending
	 */
	boolean hasCommitted(String group, String topic) throws Exception;

}
