package io.github.dualstream.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.backlog.Backlog;
import io.github.dualstream.consumer.backlog.BacklogLevel;
import io.github.dualstream.consumer.backlog.BacklogListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

/**
 * Shows what consumers are at, and how far they are behind, as of the last look at the
 * backlog.
 */
public final class ConsumerGauges implements BacklogListener {

	private final Map<String, Backlog> backlogs = new ConcurrentHashMap<>();

	private final EventConsumers consumers;

	private final MultiGauge lag;

	private final MultiGauge age;

	private final MultiGauge rate;

	private final MultiGauge inFlight;

	private final MultiGauge abandoned;

	private final MultiGauge parked;

	private final MultiGauge unkept;

	/**
	 * Create the gauges.
	 * @param consumers the consumers to show
	 * @param registry where meters are registered
	 */
	public ConsumerGauges(EventConsumers consumers, MeterRegistry registry) {
		this.consumers = consumers;
		this.lag = gauge(registry, "lag", "Entries of a partition that are not done", "records");
		this.age = gauge(registry, "lag.time", "Age of the oldest entry of a partition that is not done", "seconds");
		this.rate = gauge(registry, "rate", "Entries done per second", "records");
		this.inFlight = gauge(registry, "in.flight", "Entries that were read and are not done", "records");
		this.abandoned = gauge(registry, "abandoned", "Handlers that ignored their interrupt and keep a thread",
				"threads");
		this.parked = gauge(registry, "parked", "Sources that wait behind their first dead letter", "sources");
		this.unkept = gauge(registry, "unkept", "Entries that cannot be written to the dead letters", "records");
	}

	private static MultiGauge gauge(MeterRegistry registry, String name, String description, String unit) {
		return MultiGauge.builder("dual.stream.consumer." + name)
			.description(description)
			.baseUnit(unit)
			.register(registry);
	}

	@Override
	public synchronized void measured(Backlog backlog, BacklogLevel before) {
		this.backlogs.put(backlog.group(), backlog);
		this.lag.register(rows(Backlog.Partition::lag), true);
		this.age.register(rows((partition) -> partition.age().toMillis() / 1000.0), true);
		this.rate.register(this.backlogs.values()
			.stream()
			.<Row<?>>map((each) -> Row.of(Tags.of("group", each.group()), each.rate()))
			.toList(), true);
		this.inFlight.register(statuses(ConsumerStatus::inFlight), true);
		this.abandoned.register(statuses(ConsumerStatus::abandoned), true);
		this.parked.register(statuses(ConsumerStatus::parked), true);
		this.unkept.register(statuses(ConsumerStatus::unkept), true);
	}

	private List<Row<?>> rows(ToDoubleFunction<Backlog.Partition> value) {
		return this.backlogs.values().stream().flatMap((backlog) -> rows(backlog, value)).toList();
	}

	private static Stream<Row<?>> rows(Backlog backlog, ToDoubleFunction<Backlog.Partition> value) {
		return backlog.partitions()
			.stream()
			.map((partition) -> Row.of(Tags.of("group", backlog.group(), "topic", partition.partition().topic(),
					"partition", Integer.toString(partition.partition().number())), value.applyAsDouble(partition)));
	}

	private List<Row<?>> statuses(ToDoubleFunction<ConsumerStatus> value) {
		return this.consumers.all().stream().<Row<?>>map((consumer) -> row(consumer, value)).toList();
	}

	private static Row<?> row(EventConsumer consumer, ToDoubleFunction<ConsumerStatus> value) {
		return Row.of(Tags.of("group", consumer.group()), consumer, (each) -> value.applyAsDouble(each.status()));
	}

}
