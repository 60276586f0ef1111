package io.github.dualstream.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.github.dualstream.test.KafkaRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A small run of the whole benchmark.
 */
class BenchmarkTests {

	private static final Settings SMALL = new Settings(300, 50, 1, 0, List.of(0));

	private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

	private static Servers servers;

	private static List<Round> rounds;

	@BeforeAll
	static void runBenchmark() throws Exception {
		servers = Servers.start();
		Report report = new Report(new PrintStream(PRINTED, true, StandardCharsets.UTF_8));
		rounds = new Benchmark(SMALL, report).run(servers, 0);
	}

	@AfterAll
	static void stopServers() {
		servers.close();
	}

	@Test
	void everyContenderDeliversEveryEventOnceAndWholly() {
		assertThat(rounds).extracting(Round::contender).containsExactlyElementsOf(ContenderNames.ALL);
		assertThat(rounds).allSatisfy((round) -> {
			List<ConsumerRecord<String, byte[]>> records = records(round.contender());
			assertThat(records).hasSize(round.events());
			assertThat(records).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
			assertThat(records).allSatisfy((record) -> assertThat(record.value()).hasSize(Payloads.SIZE));
		});
	}

	@Test
	void contendersWithDualStreamAndRedisAnnounceEveryEvent() {
		List<String> announcing = List.of(ContenderNames.ASYNC, ContenderNames.BATCHES_OF_100,
				ContenderNames.BATCHES_OF_1000, ContenderNames.EACH);

		assertThat(rounds).allSatisfy((round) -> assertThat(round.notificationsSent())
			.isEqualTo((announcing.contains(round.contender())) ? round.events() : 0));
	}

	@Test
	void everyRoundCostsSomething() {
		assertThat(rounds).allSatisfy((round) -> {
			assertThat(round.elapsedNanos()).isPositive();
			assertThat(round.cpuNanos()).isPositive();
			assertThat(round.allocatedBytes()).isGreaterThan((long) round.events() * Payloads.SIZE);
		});
	}

	@Test
	void rawCloudEventsProducerWritesTheHeadersOfDualStream() {
		assertThat(headers(ContenderNames.RAW_CLOUDEVENTS)).isNotEmpty().isEqualTo(headers(ContenderNames.ASYNC));
	}

	@Test
	void reportNamesEveryContender() {
		assertThat(PRINTED.toString(StandardCharsets.UTF_8)).contains(ContenderNames.ALL);
	}

	private static List<String> headers(String topic) {
		return Stream.of(records(topic).get(0).headers().toArray()).map(Header::key).toList();
	}

	private static List<ConsumerRecord<String, byte[]>> records(String topic) {
		return KafkaRecords.of(servers.kafka().bootstrapServers()).all(topic);
	}

}
