package io.github.dualstream.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.dualstream.faults.EngineFault.Effect;
import io.github.dualstream.harness.TcpProxy;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.test.RedisServer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.models.stream.PendingMessages;

/**
 * Redis Streams and Pub/Sub on one server behind a proxy, which writes each command
 * through to its file before it answers: otherwise what it has acknowledged may be lost
 * with it. The test's own connection does not lead through the proxy.
 */
final class RedisStreamsUnderFaults implements EngineUnderFaults {

	private static final int PARTITIONS = 3;

	private static final int PAGE = 1_000;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final RedisServer server = RedisServer.start("--appendonly", "yes", "--appendfsync", "always");

	private final TcpProxy proxy = TcpProxy.to(this.server.host(), this.server.port());

	private final RedisClient client = RedisClient.create(
			RedisURI.builder().withHost(this.server.host()).withPort(this.server.port()).withTimeout(TIMEOUT).build());

	private final RedisCommands<String, String> redis = this.client.connect().sync();

	@Override
	public List<EngineFault> faults() {
		List<EngineFault> faults = new ArrayList<>(ServerFaults.all(this.server, this.proxy));
		faults.add(new EngineFault("memory full", Effect.STOPS, () -> this.redis.configSet("maxmemory", "1"),
				() -> this.redis.configSet("maxmemory", "0")));
		return faults;
	}

	@Override
	public Map<String, String> connection() {
		return Map.of("spring.data.redis.host", this.proxy.host(), "spring.data.redis.port",
				Integer.toString(this.proxy.port()), "dual-stream.transport.log", "redis-streams",
				"dual-stream.transport.bus", "redis", "dual-stream.publisher.max-block", "1s",
				"dual-stream.publisher.delivery-timeout", "3s");
	}

	@Override
	public Subscriber subscribe() {
		return RedisSubscriber.of(this.server);
	}

	@Override
	public List<LogRecord> log(String topic) {
		List<LogRecord> records = new ArrayList<>();
		for (int partition = 0; partition < PARTITIONS; partition++) {
			String next = "-";
			List<StreamMessage<String, String>> page;
			do {
				page = this.redis.xrange(stream(topic, partition), range(next), Limit.from(PAGE));
				for (StreamMessage<String, String> message : page) {
					records.add(recordOf(topic, partition, message));
					next = message.getId();
				}
			}
			while (page.size() == PAGE);
		}
		return records;
	}

	private static Range<String> range(String after) {
		return after.equals("-") ? Range.unbounded()
				: Range.from(Range.Boundary.excluding(after), Range.Boundary.unbounded());
	}

	private static LogRecord recordOf(String topic, int partition, StreamMessage<String, String> message) {
		Map<String, String> fields = message.getBody();
		Map<String, byte[]> headers = new TreeMap<>();
		fields.forEach((name, value) -> {
			if (name.startsWith("header:")) {
				headers.put(name.substring("header:".length()), value.getBytes(StandardCharsets.UTF_8));
			}
		});
		return LogRecord.of(topic, partition, offset(message.getId()), fields.get("key"), headers,
				fields.get("value").getBytes(StandardCharsets.UTF_8));
	}

	private static String stream(String topic, int partition) {
		return topic + ":{" + partition + "}";
	}

	private static long offset(String id) {
		int hyphen = id.indexOf('-');
		return Long.parseLong(id, 0, hyphen, 10) << 20 | Long.parseLong(id, hyphen + 1, id.length(), 10);
	}

	@Override
	public GroupOffsets offsets(String group, String topic) {
		return new GroupOffsets() {

			@Override
			public Map<String, Long> committed() {
				return committedBy(group, topic);
			}

			@Override
			public Map<String, Long> ends() {
				return NatsUnderFaults.endsOf(log(topic));
			}

			@Override
			public void close() {
				// the connection is the engine's
			}

		};
	}

	/**
	 * What is delivered and not pending is committed. Pending entries and those that were
	 * delivered are asked for in this order, so that what is read in between counts as
	 * pending only.
	 */
	private Map<String, Long> committedBy(String group, String topic) {
		Map<String, Long> committed = new HashMap<>();
		try {
			for (int partition = 0; partition < PARTITIONS; partition++) {
				String stream = stream(topic, partition);
				String delivered = lastDelivered(group, stream);
				PendingMessages pending = this.redis.xpending(stream, group);
				if (pending.getCount() > 0) {
					committed.put(topic + ":" + partition, offset(pending.getMessageIds().getLower().getValue()));
				}
				else if (!delivered.equals("0-0")) {
					committed.put(topic + ":" + partition, offset(delivered) + 1);
				}
			}
		}
		catch (RedisException ex) {
			// the server is away, or the group has not begun
		}
		return committed;
	}

	private String lastDelivered(String group, String stream) {
		for (Object each : this.redis.xinfoGroups(stream)) {
			List<?> fields = (List<?>) each;
			if (fields.get(1).equals(group)) {
				return fields.get(fields.indexOf("last-delivered-id") + 1).toString();
			}
		}
		return "0-0";
	}

	@Override
	public void close() {
		this.client.shutdown();
		this.proxy.close();
		this.server.close();
	}

}
