package io.github.dualstream.benchmarks.run;

import java.util.List;
import java.util.Map;

import io.github.dualstream.benchmarks.workload.Servers;
import io.lettuce.core.RedisClient;
import org.apache.kafka.common.utils.AppInfoParser;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Content of a run's file.
 *
 * @param benchmark name of the benchmark
 * @param options its options
 * @param versions versions of what it ran with
 * @param brokerJvmOptions options of the broker's JVM
 * @param atStart the machine before the run
 * @param atEnd the machine after it
 * @param measured all rounds
 */
record Results(String benchmark, Options options, Map<String, String> versions, String brokerJvmOptions,
		Machine atStart, Machine atEnd, List<Round> measured) {

	/** Results of a run that ends now. */
	static Results of(String benchmark, Options options, Machine atStart, List<Round> measured) {
		return new Results(benchmark, options, findVersions(), Servers.KAFKA_JVM_OPTIONS, atStart, Machine.now(),
				measured);
	}

	private static Map<String, String> findVersions() {
		return Map.of("spring-boot", SpringBootVersion.getVersion(), "spring-framework",
				String.valueOf(SpringVersion.getVersion()), "kafka-clients", AppInfoParser.getVersion(), "lettuce",
				String.valueOf(RedisClient.class.getPackage().getImplementationVersion()), "spring-kafka",
				String.valueOf(KafkaTemplate.class.getPackage().getImplementationVersion()));
	}

}
