package io.github.dualstream.transport.kafka;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents in binary mode.
 */
final class BinaryCloudEventReader {

	private BinaryCloudEventReader() {
	}

	static void read(byte[] value, Headers headers, @Nullable String key, Event.Builder event) {
		new CloudEventAttributes(attributes(headers)).describe(event, key);
		event.data(JsonData.of(value));
	}

	private static Map<String, String> attributes(Headers headers) {
		Map<String, String> attributes = new LinkedHashMap<>();
		for (Header header : headers) {
			if (header.key().startsWith(RecordHeaders.PREFIX) && header.value() != null) {
				attributes.put(header.key().substring(RecordHeaders.PREFIX.length()),
						RecordHeaders.utf8(header.key(), header.value()));
			}
		}
		return attributes;
	}

}
