package io.github.dualstream.transport.redis.streams;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;

/**
 * Choice of the partition of a record: the CRC-32 of its key modulo their number, which
 * any other program can compute as well; in turn without a key. Thread-safe.
 */
final class Partitioning {

	private final AtomicInteger turn = new AtomicInteger();

	static int partitionOf(RecordKey key, int partitions) {
		CRC32 crc = new CRC32();
		crc.update(key.bytes());
		return (int) (crc.getValue() % partitions);
	}

	int partitionOf(NewRecord record, int partitions) {
		Integer chosen = record.partition();
		RecordKey key = record.key();
		if (chosen != null) {
			return Math.floorMod(chosen, partitions);
		}
		return (key != null) ? partitionOf(key, partitions) : Math.floorMod(this.turn.getAndIncrement(), partitions);
	}

}
