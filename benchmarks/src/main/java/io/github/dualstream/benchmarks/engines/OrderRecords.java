package io.github.dualstream.benchmarks.engines;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;

/**
 * The orders as records, made beforehand but for the id of the event. For one thread.
 */
final class OrderRecords {

	private static final String ID = "ce_id";

	private final String ids = UUID.randomUUID().toString();

	private final Orders orders;

	private final List<RecordKey> keys;

	private final List<List<RecordHeader>> headers;

	private final int idAt;

	private long records;

	OrderRecords(Orders orders) {
		this.orders = orders;
		this.keys = IntStream.range(0, Orders.SOURCES)
			.mapToObj((source) -> RecordKey.of(orders.sourceId(source)))
			.toList();
		this.headers = IntStream.range(0, Orders.SOURCES)
			.mapToObj((source) -> orders.headers(source)
				.stream()
				.map((header) -> new RecordHeader(header.key(), header.value()))
				.toList())
			.toList();
		this.idAt = this.headers.get(0).stream().map(RecordHeader::name).toList().indexOf(ID);
	}

	NewRecord of(String topic, int number) {
		int source = number % Orders.SOURCES;
		List<RecordHeader> own = new ArrayList<>(this.headers.get(source));
		own.set(this.idAt, new RecordHeader(ID, (this.ids + this.records++).getBytes(StandardCharsets.US_ASCII)));
		return new NewRecord(topic, null, this.keys.get(source), own, this.orders.json(number), "an order");
	}

}
