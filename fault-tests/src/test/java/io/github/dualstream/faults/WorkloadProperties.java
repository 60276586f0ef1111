package io.github.dualstream.faults;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application under test publishes.
 *
 * @param process its name, and the beginning of its event ids and sources
 * @param history file for its history
 * @param finalSample file for a sample after its end; none where it is not set
 * @param resume history of an earlier process, whose open events are published again
 * first; none where it is not set
 * @param calls which methods of the publisher are called
 * @param threads how many threads publish
 * @param sources how many sources each of them has to itself
 * @param rate publishes per second of each thread; 0: as many as it can
 * @param batch how many events are published together, by publishAll
 * @param payload characters in the data of an event
 * @param oversizedEvery every so many events is too large; 0: none
 */
@ConfigurationProperties("workload")
record WorkloadProperties(String process, Path history, Path finalSample, Path resume,
		@DefaultValue("mixed") Calls calls, @DefaultValue("4") int threads, @DefaultValue("5") int sources,
		@DefaultValue("100") int rate, @DefaultValue("10") int batch, @DefaultValue("100") int payload,
		@DefaultValue("0") int oversizedEvery) {

	enum Calls {

		/** All three methods, at random. */
		MIXED,

		/** Only publishAsync. */
		ASYNC,

		/** Only publishAll. */
		BATCHES

	}

}
