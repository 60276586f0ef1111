package io.github.dualstream.codec;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.NoData;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents in binary mode.
 */
final class BinaryCloudEventReader {

	private BinaryCloudEventReader() {
	}

	static void read(byte @Nullable [] value, @Nullable String contentType, List<RecordHeader> headers,
			@Nullable RecordKey key, Event.Builder event) {
		CloudEventAttributes attributes = new CloudEventAttributes(event);
		for (RecordHeader header : headers) {
			byte[] text = header.value();
			if (header.name().startsWith(HeaderNames.PREFIX) && text != null) {
				attributes.add(header.name(), StrictUtf8.decode(header.name(), text));
			}
		}
		attributes.describe(key);
		event.contentType(ContentTypes.ofEvent(contentType))
			.data((value != null) ? EventReader.data(value, contentType) : NoData.INSTANCE);
	}

}
