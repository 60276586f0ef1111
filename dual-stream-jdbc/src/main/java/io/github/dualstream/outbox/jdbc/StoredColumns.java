package io.github.dualstream.outbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.NoData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.TraceContext;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Columns of an event in a row, of the outbox as of the event store. Their names are
 * those that Debezium's outbox event router expects, if any.
 */
public final class StoredColumns {

	private static final String IDENTITY = "id, aggregatetype, aggregateid, type";

	private static final String OTHERS = "event_time, data_version, correlation_id, causation_id, traceparent,"
			+ " tracestate, extensions, content_type, data_schema, tenant";

	/** Names of the columns, as a list in statements. */
	public static final String NAMES = namesWith("payload", "payload_bytes");

	/** Names of the columns without the data. */
	static final String WITHOUT_DATA = IDENTITY + ", " + OTHERS;

	static final int COUNT = 16;

	static final String PLACEHOLDERS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

	/** Size of the data in bytes. */
	static final String SIZE = "coalesce(octet_length(payload), 0) + coalesce(octet_length(payload_bytes), 0)";

	private static final String JSON_CONTENT = "application/json";

	private static final String TENANT = "tenant";

	private static final int MAX_TENANT = 255;

	private static final byte[] NO_BYTES = {};

	private static final JsonMapper JSON = new JsonMapper();

	private static final ObjectReader EXTENSIONS = JSON.readerFor(new TypeReference<Map<String, String>>() {
	});

	private StoredColumns() {
	}

	/** Names of the columns with expressions in place of the data. */
	static String namesWith(String payload, String bytes) {
		return IDENTITY + ", " + payload + ", " + OTHERS + ", " + bytes;
	}

	static void write(PreparedStatement statement, int first, EncodedEvent encoded) throws SQLException {
		Event event = encoded.event();
		TraceContext trace = event.traceContext();
		int i = first;
		statement.setString(i++, event.id());
		statement.setString(i++, event.sourceType());
		statement.setString(i++, event.sourceId());
		statement.setString(i++, event.type());
		statement.setString(i++, encoded.isJson() ? new String(encoded.data(), StandardCharsets.UTF_8) : null);
		statement.setString(i++, Timestamps.format(event.time()));
		statement.setString(i++, event.version());
		statement.setString(i++, event.correlationId());
		statement.setString(i++, event.causationId());
		statement.setString(i++, (trace != null) ? trace.traceparent() : null);
		statement.setString(i++, (trace != null) ? trace.tracestate() : null);
		statement.setString(i++, event.extensions().isEmpty() ? null : JSON.writeValueAsString(event.extensions()));
		statement.setString(i++, contentTypeOf(event));
		statement.setString(i++, event.dataSchema());
		statement.setString(i++, tenantOf(event));
		statement.setBytes(i, (encoded.isJson() || event.isTombstone()) ? null : encoded.data());
	}

	private static @Nullable String contentTypeOf(Event event) {
		if (event.isTombstone()) {
			return null;
		}
		return (event.contentType() != null) ? event.contentType() : JSON_CONTENT;
	}

	/** The column is for queries; events are read with the extension. */
	private static @Nullable String tenantOf(Event event) {
		String tenant = event.extensions().get(TENANT);
		if (tenant != null && tenant.length() > MAX_TENANT) {
			throw new RejectedException("extensions." + TENANT,
					"has " + tenant.length() + " characters; the database stores at most " + MAX_TENANT);
		}
		return tenant;
	}

	/**
	 * Read an event. Its data was checked when it was stored.
	 * @param row row with the columns
	 * @return the event
	 * @throws SQLException if the row cannot be read
	 */
	public static EncodedEvent read(ResultSet row) throws SQLException {
		@Nullable String json = row.getString("payload");
		byte @Nullable [] bytes = (json != null) ? json.getBytes(StandardCharsets.UTF_8)
				: row.getBytes("payload_bytes");
		@Nullable String contentType = row.getString("content_type");
		// a tombstone has neither data nor a content type
		if (bytes == null && contentType != null) {
			throw new IllegalStateException("The data of event '" + row.getString("id") + "' of source '"
					+ row.getString("aggregatetype") + ":" + row.getString("aggregateid")
					+ "' is missing: it was deleted from the event store before it was sent");
		}
		Event.Builder event = Event.builder()
			.id(row.getString("id"))
			.source(row.getString("aggregatetype"), row.getString("aggregateid"))
			.type(row.getString("type"))
			.data((bytes == null) ? NoData.INSTANCE : (json != null) ? JsonData.ofValid(bytes) : BinaryData.of(bytes))
			.contentType(JSON_CONTENT.equals(contentType) ? null : contentType)
			.dataSchema(row.getString("data_schema"))
			.time(Timestamps.parse(row.getString("event_time")))
			.version(row.getString("data_version"))
			.correlationId(row.getString("correlation_id"))
			.causationId(row.getString("causation_id"))
			.traceContext(traceContext(row.getString("traceparent"), row.getString("tracestate")));
		String extensions = row.getString("extensions");
		if (extensions != null) {
			EXTENSIONS.<Map<String, String>>readValue(extensions).forEach(event::extension);
		}
		return new EncodedEvent(event.build(), (bytes != null) ? bytes : NO_BYTES);
	}

	private static @Nullable TraceContext traceContext(@Nullable String traceparent, @Nullable String tracestate) {
		return (traceparent != null) ? new TraceContext(traceparent, tracestate) : null;
	}

}
