package io.github.dualstream.codec;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents in binary mode.
 */
final class BinaryCloudEventReader {

	private BinaryCloudEventReader() {
	}

	static void read(byte[] value, List<RecordHeader> headers, @Nullable RecordKey key, Event.Builder event) {
		CloudEventAttributes attributes = new CloudEventAttributes(event);
		for (RecordHeader header : headers) {
			byte[] text = header.value();
			if (header.name().startsWith(HeaderNames.PREFIX) && text != null) {
				attributes.add(header.name(), StrictUtf8.decode(header.name(), text));
			}
		}
		attributes.describe(key);
		event.data(JsonData.of(value));
	}

}
