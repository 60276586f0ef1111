package io.github.dualstream.autoconfigure.consumer;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.autoconfigure.actuator.StatusOperation;
import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.lag.Lag;
import io.github.dualstream.consumer.lag.LagMonitor;
import org.jspecify.annotations.Nullable;

/**
 * Status of the consumers of this instance: their groups, assigned partitions, and lag.
 * Operations {@code pause} and {@code resume} take a group; {@code skip} takes a group
 * and the position of an unreadable record, as {@code group:topic:partition:offset}.
 */
final class ConsumersStatus implements StatusContributor {

	/** Pattern of the argument; the group may contain colons. */
	private static final Pattern RECORD = Pattern.compile("(.+):([^:]+:[^:]+:[^:]+)");

	private final EventConsumers consumers;

	private final LagMonitor monitor;

	/**
	 * Create the part.
	 * @param consumers the consumers to show
	 * @param monitor monitor of their lag
	 */
	ConsumersStatus(EventConsumers consumers, LagMonitor monitor) {
		this.consumers = consumers;
		this.monitor = monitor;
	}

	@Override
	public String name() {
		return "consumers";
	}

	@Override
	public Object status() {
		Map<String, Object> groups = new LinkedHashMap<>();
		this.consumers.all()
			.stream()
			.sorted(Comparator.comparing(EventConsumer::group))
			.forEach((consumer) -> groups.put(consumer.group(), describe(consumer)));
		return Map.of("groups", groups);
	}

	@Override
	public Map<String, StatusOperation> operations() {
		return Map.of("pause", (group) -> {
			consumer(group).pause();
			return status();
		}, "resume", (group) -> {
			consumer(group).resume();
			return status();
		}, "skip", (record) -> {
			skip(record);
			return status();
		});
	}

	private void skip(@Nullable String record) {
		Matcher matcher = RECORD.matcher((record != null) ? record : "");
		if (!matcher.matches()) {
			throw new IllegalArgumentException("is no group:topic:partition:offset");
		}
		consumer(matcher.group(1)).skip(Position.parse(matcher.group(2)));
	}

	private EventConsumer consumer(@Nullable String group) {
		if (group == null) {
			throw new IllegalArgumentException("is missing: name a group");
		}
		return this.consumers.get(group);
	}

	private Map<String, Object> describe(EventConsumer consumer) {
		ConsumerStatus status = consumer.status();
		Lag lag = this.monitor.lags()
			.stream()
			.filter((each) -> each.group().equals(status.group()))
			.findFirst()
			.orElse(null);
		Map<String, Object> group = new LinkedHashMap<>();
		group.put("state", spell(status.state()));
		group.put("topics", status.topics());
		if (!consumer.listenerIds().isEmpty()) {
			group.put("listeners", consumer.listenerIds());
		}
		group.put("inFlight", status.inFlight());
		group.put("busyWorkers", status.load().busyWorkers());
		group.put("waitingKeys", status.load().waitingKeys());
		group.put("parked", status.parked());
		group.put("unkept", status.unkept());
		group.put("abandoned", status.abandoned());
		status.openDeadLetters().ifPresent((open) -> group.put("openDeadLetters", open));
		if (status.outage() != null) {
			group.put("outage", status.outage());
		}
		if (lag != null) {
			group.put("level", spell(lag.level()));
			group.put("lag", lag.records());
			group.put("ageSeconds", lag.age().toSeconds());
			group.put("ratePerSecond", lag.rate());
		}
		group.put("partitions",
				status.partitions()
					.stream()
					.sorted(Comparator.comparing((partition) -> partition.partition().toString()))
					.map((partition) -> describe(partition, (lag != null) ? lag.partitions() : List.of()))
					.toList());
		return group;
	}

	private static Map<String, Object> describe(ConsumerStatus.Partition partition, List<Lag.Partition> lags) {
		Map<String, Object> described = new LinkedHashMap<>();
		described.put("partition", partition.partition().toString());
		if (partition.next() != null) {
			described.put("next", partition.next());
		}
		if (partition.unreadable() != null) {
			described.put("unreadable", partition.unreadable());
		}
		described.put("inFlight", partition.inFlight());
		described.put("parked", partition.parked());
		described.put("unkept", partition.unkept());
		if (partition.openDeadLetters() != null) {
			described.put("openDeadLetters", partition.openDeadLetters());
		}
		lags.stream().filter((lag) -> lag.partition().equals(partition.partition())).forEach((lag) -> {
			described.put("lag", lag.records());
			described.put("ageSeconds", lag.age().toSeconds());
		});
		return described;
	}

	private static String spell(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
