package io.github.dualstream.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

import tools.jackson.databind.json.JsonMapper;

/**
 * The payload of each source; all are equally long as JSON. The sources take turns.
 */
final class Payloads {

	static final int SOURCES = 1_000;

	static final int SIZE = 300;

	private final JsonMapper mapper;

	private final List<Payload> payloads;

	private final List<String> sourceIds;

	Payloads(JsonMapper mapper) {
		this.mapper = mapper;
		this.payloads = IntStream.range(0, SOURCES).mapToObj(this::payload).toList();
		this.sourceIds = IntStream.range(0, SOURCES).mapToObj((source) -> "source-" + source).toList();
	}

	private Payload payload(int source) {
		Payload payload = new Payload("customer " + source, 1_000_000 + source, 99.95, source % 2 == 0,
				List.of("red bicycle", "blue bell", "puncture repair kit"), "");
		return payload.withNote("x".repeat(SIZE - this.mapper.writeValueAsBytes(payload).length));
	}

	String sourceId(int event) {
		return this.sourceIds.get(event % SOURCES);
	}

	Payload payloadOf(int event) {
		return this.payloads.get(event % SOURCES);
	}

	byte[] json(int event) {
		return this.mapper.writeValueAsBytes(payloadOf(event));
	}

}
