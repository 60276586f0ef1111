package io.github.dualstream.autoconfigure.memory;

import io.github.dualstream.autoconfigure.PropertyRules;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the transport in memory.
 *
 * @param partitions Number of partitions of a topic without a number of its own.
 * @param capacity Minimum number of records that a partition keeps. Older ones are
 * deleted.
 */
@ConfigurationProperties("dual-stream.memory")
record MemoryProperties(@DefaultValue("4") int partitions, @DefaultValue("100000") int capacity) {

	MemoryProperties {
		PropertyRules.requireAtLeast("dual-stream.memory.partitions", 1, partitions);
		PropertyRules.requireAtLeast("dual-stream.memory.capacity", 1, capacity);
	}

}
