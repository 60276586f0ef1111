package io.github.dualstream.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import tools.jackson.databind.json.JsonMapper;

/**
 * Event store in memory, for tests: it is not part of transactions, and nothing goes to
 * the log.
 */
public final class InMemoryEventStore implements EventStore, SnapshotStore {

	private final Map<Source, List<VersionedEvent>> streams = new ConcurrentHashMap<>();

	private final Map<Source, Snapshot> snapshots = new ConcurrentHashMap<>();

	private final JsonMapper mapper;

	/**
	 * Create an empty store.
	 * @param mapper mapper for the data of events
	 */
	public InMemoryEventStore(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public List<VersionedEvent> append(Source source, long expectedVersion, List<Event> events) {
		List<VersionedEvent> appended = new ArrayList<>(events.size());
		for (Event event : events) {
			Event stored = event.toBuilder().data(json(event.data())).build();
			appended.add(VersionedEvent.of(expectedVersion + appended.size() + 1, stored));
		}
		this.streams.compute(source, (same, stream) -> {
			List<VersionedEvent> before = (stream != null) ? stream : List.of();
			if (before.size() != expectedVersion) {
				throw new ConcurrencyException(source, expectedVersion, null);
			}
			List<VersionedEvent> after = new ArrayList<>(before);
			after.addAll(appended);
			return after;
		});
		return appended;
	}

	private JsonData json(Object data) {
		return (data instanceof JsonData json) ? json : JsonData.of(this.mapper.writeValueAsBytes(data));
	}

	@Override
	public List<VersionedEvent> load(Source source, long from, long to) {
		return this.streams.getOrDefault(source, List.of())
			.stream()
			.filter((event) -> event.version() >= from && event.version() <= to)
			.toList();
	}

	@Override
	public Optional<Snapshot> find(Source source) {
		return Optional.ofNullable(this.snapshots.get(source));
	}

	@Override
	public void save(Source source, Snapshot snapshot) {
		this.snapshots.put(source, snapshot);
	}

}
