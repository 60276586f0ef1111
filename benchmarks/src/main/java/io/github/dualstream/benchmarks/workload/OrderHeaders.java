package io.github.dualstream.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes by hand the headers that dual-stream writes.
 */
final class OrderHeaders {

	static final String ID = "ce_id";

	private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

	private OrderHeaders() {
	}

	static List<Header> of(String sourceId) {
		return List.of(header("ce_specversion", "1.0"), id(IDS.generate().toString()),
				header("ce_source", "/benchmarks/" + Orders.SOURCE_TYPE), header("ce_type", Orders.TYPE),
				header("ce_time", Instant.now().toString()), header("ce_subject", sourceId),
				header("ce_sourcetype", Orders.SOURCE_TYPE), header("content-type", "application/json"));
	}

	static Header id(String id) {
		return header(ID, id);
	}

	static String id(List<Header> headers) {
		return new String(headers.get(1).value(), StandardCharsets.UTF_8);
	}

	private static Header header(String name, String value) {
		return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
