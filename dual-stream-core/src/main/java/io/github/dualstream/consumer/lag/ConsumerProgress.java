package io.github.dualstream.consumer.lag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * State of one consumer between two measurements. For one thread.
 */
final class ConsumerProgress {

	private final Map<LogPartition, Instant> behindSince = new HashMap<>();

	private final Map<LogPartition, Long> next = new HashMap<>();

	private Instant lookedAt;

	private final Clock clock;

	private LagLevel level = LagLevel.NORMAL;

	ConsumerProgress(Clock clock) {
		this.clock = clock;
		this.lookedAt = clock.instant();
	}

	LagLevel level() {
		return this.level;
	}

	Lag look(ConsumerStatus status, List<GroupProgress> progress, LagThresholds thresholds) {
		Instant now = this.clock.instant();
		Map<LogPartition, GroupProgress> known = progress.stream()
			.collect(Collectors.toMap(GroupProgress::partition, Function.identity()));
		List<Lag.Partition> partitions = status.partitions()
			.stream()
			.filter((partition) -> known.containsKey(partition.partition()))
			.map((partition) -> partition(partition, known.get(partition.partition()), now))
			.toList();
		double rate = rate(status, now);
		Lag measured = new Lag(status.group(), this.level, rate, partitions);
		this.level = thresholds.levelOf(measured.records(), measured.age());
		this.lookedAt = now;
		return new Lag(status.group(), this.level, rate, partitions);
	}

	private Lag.Partition partition(ConsumerStatus.Partition partition, @Nullable GroupProgress progress, Instant now) {
		long next = (partition.next() != null) ? partition.next() : (progress != null) ? progress.next() : 0;
		long lag = (progress != null) ? Math.max(0, progress.end() - next) : 0;
		if (lag == 0) {
			this.behindSince.remove(partition.partition());
			return new Lag.Partition(partition.partition(), 0, Duration.ZERO);
		}
		Instant behind = this.behindSince.computeIfAbsent(partition.partition(), (key) -> now);
		Instant since = (partition.oldest() != null) ? partition.oldest() : behind;
		return new Lag.Partition(partition.partition(), lag,
				since.isAfter(now) ? Duration.ZERO : Duration.between(since, now));
	}

	private double rate(ConsumerStatus status, Instant now) {
		long done = 0;
		for (ConsumerStatus.Partition partition : status.partitions()) {
			Long next = partition.next();
			Long before = (next != null) ? this.next.put(partition.partition(), next) : null;
			done += (next != null && before != null) ? Math.max(0, next - before) : 0;
		}
		double seconds = Duration.between(this.lookedAt, now).toMillis() / 1000.0;
		return (seconds > 0) ? done / seconds : 0;
	}

}
