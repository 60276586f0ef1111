package io.github.dualstream.transport.memory;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.codec.WireFormat;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records for tests.
 */
final class TestRecords {

	private static final EventWriter WRITER = EventWriter.of(WireFormat.CLOUDEVENTS, "tests");

	private TestRecords() {
	}

	/** An event of topic {@code orders}. */
	static NewRecord event(String sourceId, int number) {
		Event event = Event.builder()
			.id(sourceId + "-" + number)
			.source("order", sourceId)
			.type("order.placed")
			.data(number)
			.build();
		return WRITER.write("orders", new EncodedEvent(event, String.valueOf(number).getBytes(StandardCharsets.UTF_8)));
	}

	static NewRecord foreign(LogPartition partition) {
		return new NewRecord(partition.topic(), partition.number(), null, List.of(), new byte[] { 1 },
				"foreign record");
	}

	/** Id of an event; {@code null} for another record. */
	static @Nullable String id(LogRecord record) {
		try {
			return EventReader.read(record).id();
		}
		catch (UnreadableRecordException ex) {
			return null;
		}
	}

}
