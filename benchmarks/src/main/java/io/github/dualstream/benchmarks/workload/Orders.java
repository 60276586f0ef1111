package io.github.dualstream.benchmarks.workload;

import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is published: 300 bytes of JSON from each of 1 000 sources, which take turns. All
 * benchmarks and contenders publish the same, whichever way. Thread-safe.
 */
public final class Orders {

	/** Type of all sources. */
	public static final String SOURCE_TYPE = "order";

	/** Type of all events. */
	public static final String TYPE = "order.placed";

	/** How many sources there are. */
	public static final int SOURCES = 1_000;

	/** What the id of a source begins with; its number follows. */
	public static final String SOURCE_ID_PREFIX = "source-";

	/** Length of an event's data as JSON, in bytes. */
	public static final int SIZE = 300;

	private final JsonMapper mapper;

	private final List<Order> orders;

	private final List<String> sourceIds;

	private final List<byte[]> json;

	private final List<List<Header>> headers;

	private final List<String> ids;

	/**
	 * Create the orders.
	 * @param mapper writes them as JSON
	 */
	public Orders(JsonMapper mapper) {
		this.mapper = mapper;
		this.orders = IntStream.range(0, SOURCES).mapToObj(this::orderOf).toList();
		this.sourceIds = IntStream.range(0, SOURCES).mapToObj((source) -> SOURCE_ID_PREFIX + source).toList();
		this.json = this.orders.stream().map(mapper::writeValueAsBytes).toList();
		this.headers = this.sourceIds.stream().map(OrderHeaders::of).toList();
		this.ids = this.headers.stream().map(OrderHeaders::id).toList();
	}

	private Order orderOf(int source) {
		Order order = new Order("customer " + source, 1_000_000 + source, 99.95, source % 2 == 0,
				List.of("red bicycle", "blue bell", "puncture repair kit"), "");
		return order.withNote("x".repeat(SIZE - this.mapper.writeValueAsBytes(order).length));
	}

	/**
	 * The source of an event.
	 * @param number the event's number, from 0
	 * @return the id of the source
	 */
	public String sourceId(int number) {
		return this.sourceIds.get(number % SOURCES);
	}

	/**
	 * The data of an event.
	 * @param number the event's number
	 * @return what its JSON is made of
	 */
	public Order order(int number) {
		return this.orders.get(number % SOURCES);
	}

	/**
	 * An event as dual-stream takes it, made anew each time, with an id of its own.
	 * @param number its number
	 * @return the event, its data yet to be written as JSON
	 */
	public Event event(int number) {
		return Event.of(SOURCE_TYPE, sourceId(number), TYPE, order(number));
	}

	/**
	 * An event as peers with a registry keep it.
	 * @param number its number
	 * @return the event
	 */
	public OrderPlaced placed(int number) {
		return new OrderPlaced(number, sourceId(number), order(number));
	}

	/**
	 * The JSON of an event, written beforehand.
	 * @param number the event's number
	 * @return the bytes, not to be changed
	 */
	public byte[] json(int number) {
		return this.json.get(number % SOURCES);
	}

	/**
	 * The headers that dual-stream gives an event, made beforehand.
	 * @param number the event's number
	 * @return the headers
	 */
	public List<Header> headers(int number) {
		return this.headers.get(number % SOURCES);
	}

	/**
	 * A record whose bytes were made beforehand.
	 * @param topic where it goes
	 * @param number the event's number
	 * @return key, JSON and headers
	 */
	public ProducerRecord<String, byte[]> record(String topic, int number) {
		return new ProducerRecord<>(topic, null, sourceId(number), json(number), headers(number));
	}

	/**
	 * A record as {@link #record}, with an id of its own in place of that of its source.
	 * @param topic where it goes
	 * @param number the event's number
	 * @return key, JSON and headers
	 */
	public ProducerRecord<String, byte[]> recordWithId(String topic, int number) {
		ProducerRecord<String, byte[]> record = record(topic, number);
		record.headers().remove(OrderHeaders.ID).add(OrderHeaders.id("order-" + number));
		return record;
	}

	/**
	 * A record whose bytes were made beforehand, without the headers.
	 * @param topic where it goes
	 * @param number the event's number
	 * @return key and JSON
	 */
	public ProducerRecord<String, byte[]> recordWithoutHeaders(String topic, int number) {
		return new ProducerRecord<>(topic, sourceId(number), json(number));
	}

	/**
	 * A record whose bytes are made now, by hand.
	 * @param topic where it goes
	 * @param number the event's number
	 * @return key, JSON and headers
	 */
	public ProducerRecord<String, byte[]> recordMadeNow(String topic, int number) {
		return new ProducerRecord<>(topic, null, sourceId(number), write(order(number)),
				OrderHeaders.of(sourceId(number)));
	}

	/**
	 * Write data of an event.
	 * @param order the data
	 * @return its JSON
	 */
	public byte[] write(Order order) {
		return this.mapper.writeValueAsBytes(order);
	}

	/**
	 * The channel that dual-stream announces an event on.
	 * @param number the event's number
	 * @return its name
	 */
	public String channel(int number) {
		return "events:" + SOURCE_TYPE + ":" + sourceId(number);
	}

	/**
	 * What dual-stream announces, made by hand, but for {@code prev}.
	 * @param number the event's number
	 * @param metadata where it lies in Kafka
	 * @return the message
	 */
	public String notification(int number, RecordMetadata metadata) {
		return notification(number, this.ids.get(number % SOURCES),
				metadata.topic() + ":" + metadata.partition() + ":" + metadata.offset());
	}

	/**
	 * What dual-stream announces, made by hand, but for {@code prev}.
	 * @param number the event's number
	 * @param id the event's id
	 * @param position where it lies in Kafka
	 * @return the message
	 */
	public String notification(int number, String id, String position) {
		return "{\"id\":\"" + id + "\",\"type\":\"" + TYPE + "\",\"source_id\":\"" + sourceId(number)
				+ "\",\"position\":\"" + position + "\"}";
	}

}
