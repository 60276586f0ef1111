package io.github.dualstream.aggregate.jdbc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import io.github.dualstream.aggregate.VersionedEvent;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.jdbc.EventRows;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Restores the table of the event store from the log, which has the events with their
 * versions. Adds events that the table lacks, and changes none; nothing is sent again.
 * Thread-safe.
 */
public final class StreamRestore {

	private static final Logger logger = LoggerFactory.getLogger(StreamRestore.class);

	private static final int BATCH = 500;

	private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

	private static final long NO_VERSION = 0;

	private static final int MAX_INCOMPLETE = 100;

	private final LogReaders readers;

	private final TopicRouting routing;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final EventRows rows;

	private final String table;

	/**
	 * Create the restore.
	 * @param readers readers of the log
	 * @param routing topics of source types
	 * @param dataSource data source of the table
	 * @param dialect dialect of the database
	 * @param names names of the tables
	 */
	public StreamRestore(LogReaders readers, TopicRouting routing, DataSource dataSource, OutboxDialect dialect,
			TableNames names) {
		this.readers = readers;
		this.routing = routing;
		this.jdbc = new JdbcTemplate(dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.table = names.of("event");
		this.rows = new EventRows(this.jdbc, dialect, this.table, "version");
	}

	/**
	 * Restore the streams of a source type, up to the current end of its topic. No events
	 * may be appended to them meanwhile. Can be repeated.
	 * @param sourceType type of the sources
	 * @return the outcome
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log does not
	 * answer
	 */
	public RestoredStreams restore(String sourceType) {
		Run run = new Run(sourceType);
		try (LogReader reader = this.readers.open()) {
			reader.read(ranges(reader, this.routing.topicOf(sourceType)), run::add);
		}
		run.flush();
		RestoredStreams outcome = new RestoredStreams(run.restored, run.present, incomplete(sourceType),
				List.copyOf(run.conflicting));
		logger.info(
				"Restored {} events of source type '{}' from the log; {} were present, {} streams are incomplete,"
						+ " {} have conflicting events",
				outcome.restored(), sourceType, outcome.present(), outcome.incomplete().size(),
				outcome.conflicting().size());
		return outcome;
	}

	private static Map<LogPartition, OffsetRange> ranges(LogReader reader, String topic) {
		List<LogPartition> partitions = IntStream.range(0, reader.partitionsOf(topic))
			.mapToObj((number) -> new LogPartition(topic, number))
			.toList();
		Map<LogPartition, Long> begins = reader.begins(partitions);
		Map<LogPartition, OffsetRange> ranges = new LinkedHashMap<>();
		reader.ends(partitions).forEach((partition, end) -> {
			long begin = begins.getOrDefault(partition, 0L);
			if (begin < end) {
				ranges.put(partition, new OffsetRange(begin, end));
			}
		});
		return ranges;
	}

	private List<Source> incomplete(String sourceType) {
		return this.jdbc.query(
				"select aggregateid from " + this.table + " where aggregatetype = ? group by aggregateid"
						+ " having count(*) < max(version) order by aggregateid limit " + MAX_INCOMPLETE,
				(row, number) -> new Source(sourceType, row.getString(1)), sourceType);
	}

	/**
	 * One restore. For one thread.
	 */
	private final class Run {

		private final String sourceType;

		/** Events to insert, by version and source: the log may have an event twice. */
		private final Map<String, VersionedEvent> batch = new LinkedHashMap<>();

		private final Set<Source> conflicting = new LinkedHashSet<>();

		private long restored;

		private long present;

		Run(String sourceType) {
			this.sourceType = sourceType;
		}

		void add(LogRecord record) {
			Event event = read(record);
			long version = (event != null) ? version(event) : NO_VERSION;
			if (event == null || version == NO_VERSION || !event.sourceType().equals(this.sourceType)
					|| this.conflicting.contains(event.source())) {
				return;
			}
			VersionedEvent next = new VersionedEvent(version, event);
			VersionedEvent before = this.batch.putIfAbsent(version + ":" + event.sourceId(), next);
			if (before != null) {
				isThere(next, before.event().id());
			}
			else if (this.batch.size() == BATCH) {
				flush();
			}
		}

		/** Other records of the topic belong to no stream. */
		private @Nullable Event read(LogRecord record) {
			try {
				return EventReader.read(record);
			}
			catch (UnreadableRecordException ex) {
				logger.debug("Not restored: {}", ex.getMessage());
				return null;
			}
		}

		/** Version of an event of ours; others may have any text, or data of any kind. */
		private static long version(Event event) {
			String version = event.extensions().get(VersionedEvent.EXTENSION);
			if (version == null || !VERSION.matcher(version).matches() || !(event.data() instanceof JsonData)) {
				return NO_VERSION;
			}
			return Long.parseLong(version);
		}

		void flush() {
			List<VersionedEvent> events = List.copyOf(this.batch.values());
			this.batch.clear();
			try {
				insert(events);
				this.restored += events.size();
			}
			catch (DuplicateKeyException ex) {
				insertMissing(events);
			}
		}

		private void insertMissing(List<VersionedEvent> events) {
			Set<Source> different = new HashSet<>();
			for (VersionedEvent event : events) {
				if (!different.contains(event.event().source()) && !insertIfMissing(event)) {
					different.add(event.event().source());
				}
			}
		}

		/** Returns whether the table has the event now. */
		private boolean insertIfMissing(VersionedEvent event) {
			try {
				insert(List.of(event));
				this.restored++;
				return true;
			}
			catch (DuplicateKeyException ex) {
				Source source = event.event().source();
				return isThere(event,
						String.valueOf(StreamRestore.this.jdbc.queryForObject(
								"select id from " + StreamRestore.this.table
										+ " where aggregateid = ? and aggregatetype = ? and version = ?",
								String.class, source.id(), source.type(), event.version())));
			}
		}

		/** Returns whether the event at its version is the same one. */
		private boolean isThere(VersionedEvent event, String id) {
			if (event.event().id().equals(id)) {
				this.present++;
				return true;
			}
			this.conflicting.add(event.event().source());
			logger.warn("Stream '{}' has event '{}' at version {}, where the log has event '{}'; no more of this stream"
					+ " is restored", event.event().source(), id, event.version(), event.event().id());
			return false;
		}

		private void insert(List<VersionedEvent> events) {
			List<EncodedEvent> encoded = new ArrayList<>(events.size());
			events.forEach(
					(event) -> encoded.add(new EncodedEvent(event.event(), ((JsonData) event.event().data()).bytes())));
			StreamRestore.this.transaction.executeWithoutResult(
					(status) -> StreamRestore.this.rows.insert(encoded, (i) -> events.get(i).version()));
		}

	}

}
