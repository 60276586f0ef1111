package io.github.dualstream.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.github.dualstream.Event;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The events as each contender hands them over; they are made anew each time, because
 * making them is part of publishing.
 */
final class Records {

	static final String TYPE = "order.placed";

	private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

	private final Payloads payloads;

	Records(Payloads payloads) {
		this.payloads = payloads;
	}

	/** Key and JSON, nothing else. */
	ProducerRecord<String, byte[]> plain(String topic, int event) {
		return new ProducerRecord<>(topic, this.payloads.sourceId(event), this.payloads.json(event));
	}

	/** With the headers that dual-stream writes, made by hand. */
	ProducerRecord<String, byte[]> cloudEvent(String topic, int event) {
		ProducerRecord<String, byte[]> record = plain(topic, event);
		Headers headers = record.headers();
		add(headers, "ce_specversion", "1.0");
		add(headers, "ce_id", this.ids.generate().toString());
		add(headers, "ce_source", "/benchmarks/" + topic);
		add(headers, "ce_type", TYPE);
		add(headers, "ce_time", Instant.now().toString());
		add(headers, "ce_subject", record.key());
		add(headers, "ce_sourcetype", topic);
		add(headers, "content-type", "application/json");
		return record;
	}

	private static void add(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(StandardCharsets.UTF_8));
	}

	/** Its source type is the name of the topic, to which the configuration leads it. */
	Event event(String topic, int event) {
		return Event.of(topic, this.payloads.sourceId(event), TYPE, this.payloads.payloadOf(event));
	}

}
