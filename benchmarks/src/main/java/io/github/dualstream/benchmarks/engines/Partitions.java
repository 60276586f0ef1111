package io.github.dualstream.benchmarks.engines;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Partitions of keys on NATS and Redis, as their documentation tells other programs.
 */
final class Partitions {

	private Partitions() {
	}

	static int of(String key) {
		CRC32 crc = new CRC32();
		crc.update(key.getBytes(StandardCharsets.UTF_8));
		return (int) (crc.getValue() % Topic.PARTITIONS);
	}

}
