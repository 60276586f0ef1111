package io.github.dualstream.transport.kafka;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents in binary mode.
 */
final class BinaryCloudEventReader {

	private BinaryCloudEventReader() {
	}

	static void read(byte[] value, Header[] headers, byte @Nullable [] key, Event.Builder event) {
		CloudEventAttributes attributes = new CloudEventAttributes(event);
		for (Header header : headers) {
			if (header.key().startsWith(RecordHeaders.PREFIX) && header.value() != null) {
				attributes.add(header.key(), RecordHeaders.utf8(header.key(), header.value()));
			}
		}
		attributes.describe(key);
		event.data(JsonData.of(value));
	}

}
