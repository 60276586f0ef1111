package io.github.dualstream.autoconfigure.consumer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.lag.Lag;
import io.github.dualstream.consumer.lag.LagLevel;
import io.github.dualstream.consumer.lag.LagListener;
import io.github.dualstream.transport.LogPartition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of consumers and their lag, as of the last measurement. Each gauge is registered
 * once: registering it again during a scrape could report it twice.
 */
final class ConsumerGauges implements LagListener {

	private static final String PREFIX = "dual.stream.consumer.";

	private final Map<String, Lag> lags = new ConcurrentHashMap<>();

	private final Map<GroupPartition, List<Meter>> partitions = new HashMap<>();

	private final Set<String> groups = new HashSet<>();

	private final Map<String, Meter> openDeadLetters = new HashMap<>();

	private final EventConsumers consumers;

	private final MeterRegistry registry;

	/**
	 * Create the gauges.
	 * @param consumers the consumers to show
	 * @param registry registry of the meters
	 */
	ConsumerGauges(EventConsumers consumers, MeterRegistry registry) {
		this.consumers = consumers;
		this.registry = registry;
	}

	@Override
	public synchronized void measured(Lag lag, LagLevel previous) {
		String group = lag.group();
		this.lags.put(group, lag);
		if (this.groups.add(group)) {
			register(this.consumers.get(group));
		}
		showOpenDeadLetters(this.consumers.get(group));
		Set<GroupPartition> current = lag.partitions()
			.stream()
			.map((partition) -> new GroupPartition(group, partition.partition()))
			.collect(Collectors.toSet());
		current.forEach((partition) -> this.partitions.computeIfAbsent(partition, this::register));
		Set<GroupPartition> gone = new HashSet<>(this.partitions.keySet());
		gone.removeIf((partition) -> !partition.group().equals(group) || current.contains(partition));
		gone.forEach((partition) -> this.partitions.remove(partition).forEach(this.registry::remove));
	}

	private void register(EventConsumer consumer) {
		String group = consumer.group();
		Gauge.builder(PREFIX + "rate", this.lags, (lags) -> rate(lags.get(group)))
			.description("Number of records finished per second")
			.baseUnit("records")
			.tag("group", group)
			.register(this.registry);
		register(consumer, "in.flight", "Number of records that are read and not finished", "records",
				ConsumerStatus::inFlight);
		register(consumer, "busy", "Number of threads that call the handler", "workers",
				(status) -> status.load().busyWorkers());
		register(consumer, "waiting", "Number of keys whose next record waits for a thread", "keys",
				(status) -> status.load().waitingKeys());
		registerUtilization(consumer, "workers", ConsumerStatus.Load::workers);
		registerUtilization(consumer, "records", ConsumerStatus.Load::records);
		registerUtilization(consumer, "bytes", ConsumerStatus.Load::bytes);
		register(consumer, "abandoned",
				"Number of handler calls that ignored their interrupt and still occupy a thread", "threads",
				ConsumerStatus::abandoned);
		register(consumer, "parked", "Number of sources whose later events wait behind a dead-letter record", "sources",
				ConsumerStatus::parked);
		register(consumer, "unkept",
				"Number of records that cannot be written to the dead-letter topic; commits stop before them",
				"records", ConsumerStatus::unkept);
		register(consumer, "outage", "Whether the group waits for a resource that all its handlers need: 1 or 0", null,
				(status) -> (status.outage() != null) ? 1 : 0);
	}

	/**
	 * Absent while the number is unknown: zero would be wrong, and NaN would hide the
	 * numbers of other instances in a sum.
	 */
	private void showOpenDeadLetters(EventConsumer consumer) {
		if (consumer.status().openDeadLetters().isPresent()) {
			this.openDeadLetters.computeIfAbsent(consumer.group(),
					(group) -> register(consumer, "open.dead.letters",
							"Number of dead-letter records that are neither resolved nor skipped; absent while unknown",
							"records", (status) -> status.openDeadLetters().orElse(0)));
		}
		else {
			Meter gone = this.openDeadLetters.remove(consumer.group());
			if (gone != null) {
				this.registry.remove(gone);
			}
		}
	}

	private static double rate(@Nullable Lag lag) {
		return (lag != null) ? lag.rate() : Double.NaN;
	}

	private Meter register(EventConsumer consumer, String name, String description, @Nullable String unit,
			ToDoubleFunction<ConsumerStatus> value) {
		return Gauge.builder(PREFIX + name, consumer, (each) -> value.applyAsDouble(each.status()))
			.description(description)
			.baseUnit(unit)
			.tag("group", consumer.group())
			.register(this.registry);
	}

	private void registerUtilization(EventConsumer consumer, String limit,
			ToDoubleFunction<ConsumerStatus.Load> ratio) {
		Gauge.builder(PREFIX + "utilization", consumer, (each) -> ratio.applyAsDouble(each.status().load()))
			.description("Ratio of what the group uses in this instance to its limit, from 0 to 1: threads (workers), "
					+ "or number (records) or memory (bytes) of the records in flight")
			.tag("group", consumer.group())
			.tag("limit", limit)
			.register(this.registry);
	}

	private List<Meter> register(GroupPartition partition) {
		return List.of(
				register(partition, "lag", "Number of unfinished records of a partition that this instance is assigned",
						"records", Lag.Partition::records),
				register(partition, "lag.time",
						"Age of the oldest unfinished record of a partition that this instance is assigned", "seconds",
						(lag) -> lag.age().toMillis() / 1000.0));
	}

	private Meter register(GroupPartition partition, String name, String description, String unit,
			ToDoubleFunction<Lag.Partition> value) {
		return Gauge.builder(PREFIX + name, this.lags, (lags) -> partition.in(lags, value))
			.description(description)
			.baseUnit(unit)
			.tags(Tags.of("group", partition.group(), "topic", partition.partition().topic(), "partition",
					Integer.toString(partition.partition().number())))
			.register(this.registry);
	}

	private record GroupPartition(String group, LogPartition partition) {

		double in(Map<String, Lag> lags, ToDoubleFunction<Lag.Partition> value) {
			Lag lag = lags.get(this.group);
			return (lag != null) ? lag.partitions()
				.stream()
				.filter((each) -> each.partition().equals(this.partition))
				.mapToDouble(value)
				.findFirst()
				.orElse(Double.NaN) : Double.NaN;
		}

	}

}
