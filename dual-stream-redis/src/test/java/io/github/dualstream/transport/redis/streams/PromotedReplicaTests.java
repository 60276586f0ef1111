package io.github.dualstream.transport.redis.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.codec.WireFormat;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests with a replica that is promoted without the newest records, for processes that
 * have not seen that happen.
 */
@Timeout(120)
class PromotedReplicaTests {

	private static final EventWriter WRITER = EventWriter.of(WireFormat.CLOUDEVENTS, "test");

	private static final Source SOURCE = new Source("order", "1");

	private static final String GROUP = "shipping";

	private final String topic = "promoted-" + UUID.randomUUID();

	private final LogPartition partition = new LogPartition(this.topic, 0);

	private final RedisServer master = RedisServer.start();

	private final RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1",
			Integer.toString(this.master.port()));

	@AfterEach
	void close() {
		this.master.close();
		this.replica.close();
	}

	@Test
	void aPositionThatTheReplicaDoesNotHaveIsRefusedWhateverIsAddedLater() {
		Position[] known = new Position[1];
		Position[] lost = new Position[1];
		promote((streams) -> known[0] = append(streams), (streams) -> lost[0] = append(streams));
		try (TestStreams fresh = TestStreams.on(this.replica.port());
				SourceHistory history = new SourceHistory(fresh.readers(), new TopicRouting(this.topic, Map.of()),
						Duration.ofSeconds(10));
				LogReader reader = fresh.readers().open()) {
			assertIsAhead(history, lost[0]);
			Position next = append(fresh);
			assertThat(next.offset()).isGreaterThan(lost[0].offset());
			assertIsAhead(history, lost[0]);
			assertThat(reader.lost(List.of(after(known[0]), after(lost[0])))).containsExactly(after(lost[0]));
			assertThat(history.page(SOURCE, known[0], 10).events()).extracting(StoredEvent::position)
				.containsExactly(next);
		}
	}

	private static Position after(Position position) {
		return new Position(position.topic(), position.partition(), position.offset() + 1);
	}

	private static void assertIsAhead(SourceHistory history, Position position) {
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> history.page(SOURCE, position, 10))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.AHEAD));
	}

	@Test
	void aGroupContinuesWithWhatTheReplicaHasAndSkipsNothing() {
		Position[] uncommitted = new Position[1];
		promote((streams) -> {
			Position committed = append(streams);
			uncommitted[0] = append(streams);
			readAndCommit(streams, 2, committed.offset() + 1);
		}, (streams) -> {
			Position lost = append(streams);
			// what is committed here is lost as well
			readAndCommit(streams, 2, lost.offset() + 1);
		});
		try (TestStreams fresh = TestStreams.on(this.replica.port())) {
			Position next = append(fresh);
			List<Position> read = readAndCommit(fresh, 2, next.offset() + 1);
			assertThat(read).containsExactly(uncommitted[0], next);
		}
	}

	/**
	 * Do something with the master while the replica follows, and something else once it
	 * does not; then the replica takes the master's place.
	 */
	private void promote(Consumer<TestStreams> replicated, Consumer<TestStreams> lost) {
		try (TestStreams streams = TestStreams.on(this.master.port());
				TestStreams copy = TestStreams.on(this.replica.port())) {
			streams.createTopic(this.topic, 1);
			replicated.accept(streams);
			// commands are replicated in their order
			streams.redis.opsForValue().set("last", "replicated");
			await().atMost(Duration.ofSeconds(60))
				.until(() -> "replicated".equals(copy.redis.opsForValue().get("last")));
			copy.redis.execute(
					(connection) -> connection.execute("REPLICAOF", StreamKeys.bytes("NO"), StreamKeys.bytes("ONE")),
					false);
			lost.accept(streams);
		}
		this.master.kill();
	}

	private Position append(TestStreams streams) {
		Event event = Event.builder().source(SOURCE).type("order.placed").data(JsonData.of("1")).build();
		return streams.log()
			.append(WRITER.write(this.topic, new EncodedEvent(event, "1".getBytes(StandardCharsets.UTF_8))))
			.join();
	}

	private List<Position> readAndCommit(TestStreams streams, int records, long next) {
		List<Position> read = new ArrayList<>();
		try (GroupMember member = streams.groups()
			.join(GROUP, List.of(this.topic), StartPosition.EARLIEST, mock(AssignmentListener.class))) {
			await().atMost(Duration.ofSeconds(60))
				.pollInSameThread()
				.ignoreExceptionsInstanceOf(LogUnavailableException.class)
				.until(() -> {
					member.poll(Duration.ofMillis(100))
						.values()
						.forEach((batch) -> batch.records().forEach((record) -> read.add(record.position())));
					return read.size() >= records;
				});
			assertThat(member.commit(Map.of(this.partition, next), Duration.ofSeconds(5))).isTrue();
		}
		return read;
	}

}
