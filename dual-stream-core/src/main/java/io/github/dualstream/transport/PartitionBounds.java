package io.github.dualstream.transport;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.dualstream.Position;

/**
 * Bounds of partitions, and positions to continue at that are outside of them.
 *
 * @param begins their beginning offsets
 * @param ends their end offsets
 * @param gone positions to continue at that the log has not reached, or whose preceding
 * record it has lost
 */
public record PartitionBounds(Map<LogPartition, Long> begins, Map<LogPartition, Long> ends, Set<Position> gone) {

	/**
	 * Ask for the bounds of partitions.
	 * @param reader the log
	 * @param partitions the partitions
	 * @param next positions to continue at, in these partitions
	 * @return the bounds
	 * @throws LogUnavailableException if the log cannot be read now
	 */
	public static PartitionBounds ask(LogReader reader, Collection<LogPartition> partitions,
			Collection<Position> next) {
		Map<LogPartition, Long> begins = reader.begins(partitions);
		Map<LogPartition, Long> ends = reader.ends(partitions);
		List<Position> above = filter(next, (position) -> position.offset() > offset(ends, position));
		List<Position> within = filter(next, (position) -> position.offset() > offset(begins, position)
				&& position.offset() < offset(ends, position));
		Set<Position> gone = new HashSet<>(above.isEmpty() ? Set.of() : reader.ahead(above));
		gone.addAll(within.isEmpty() ? Set.of() : reader.lost(within));
		return new PartitionBounds(begins, ends, gone);
	}

	private static List<Position> filter(Collection<Position> positions, Predicate<Position> condition) {
		return positions.stream().filter(condition).toList();
	}

	private static long offset(Map<LogPartition, Long> offsets, Position position) {
		return offsets.getOrDefault(LogPartition.of(position), 0L);
	}

	/**
	 * Beginning offset of a partition.
	 * @param partition the partition
	 * @return its lowest readable offset; 0 if it was not asked for
	 */
	public long begin(LogPartition partition) {
		return this.begins.getOrDefault(partition, 0L);
	}

	/**
	 * End offset of a partition.
	 * @param partition the partition
	 * @return its end offset, or a lower one; 0 if it was not asked for
	 */
	public long end(LogPartition partition) {
		return this.ends.getOrDefault(partition, 0L);
	}

}
