package io.github.dualstream.codec;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.transport.RecordHeader;

/**
 * Writes CloudEvents in binary mode. {@code source} is {@code /application/source-type},
 * {@code subject} is the source id.
 */
final class CloudEventsWriter extends EventWriter {

	private static final RecordHeader VERSION = RecordHeader.of("ce_specversion", "1.0");

	private final String sourcePrefix;

	CloudEventsWriter(String application) {
		this.sourcePrefix = "/" + URLEncoder.encode(application, StandardCharsets.UTF_8).replace("+", "%20") + "/";
	}

	@Override
	byte[] value(EncodedEvent encoded) {
		return encoded.data();
	}

	@Override
	void addHeaders(List<RecordHeader> headers, Event event) {
		headers.add(VERSION);
		add(headers, "ce_id", event.id());
		add(headers, "ce_source", this.sourcePrefix + event.sourceType());
		add(headers, "ce_type", event.type());
		add(headers, "ce_time", Timestamps.format(event.time()));
		add(headers, "ce_subject", event.sourceId());
		add(headers, "ce_sourcetype", event.sourceType());
		add(headers, "ce_dataschema", event.dataSchema());
		add(headers, "ce_dataversion", event.version());
		add(headers, "ce_correlationid", event.correlationId());
		add(headers, "ce_causationid", event.causationId());
		for (Map.Entry<String, String> extension : event.extensions().entrySet()) {
			add(headers, HeaderNames.PREFIX + extension.getKey(), extension.getValue());
		}
	}

}
