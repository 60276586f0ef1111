package io.github.dualstream.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.dualstream.benchmarks.workload.Servers;
import io.lettuce.core.RedisClient;
import org.apache.kafka.common.utils.AppInfoParser;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Everything that a run measured.
 *
 * @param benchmark which
 * @param options its options
 * @param versions what it ran with
 * @param brokerJvmOptions options of the broker's JVM
 * @param atStart the machine before it
 * @param atEnd the machine after it
 * @param measured the raw figures
 */
public record Results(String benchmark, Options options, Map<String, String> versions, String brokerJvmOptions,
		Machine atStart, Machine atEnd, Object measured) {

	/**
	 * The results of a run that ends now.
	 * @param benchmark which
	 * @param options its options
	 * @param atStart the machine before it
	 * @param measured the raw figures
	 * @return the results
	 */
	public static Results of(String benchmark, Options options, Machine atStart, Object measured) {
		return new Results(benchmark, options, findVersions(), Servers.KAFKA_JVM_OPTIONS, atStart, Machine.now(),
				measured);
	}

	private static Map<String, String> findVersions() {
		return Map.of("spring-boot", SpringBootVersion.getVersion(), "spring-framework",
				String.valueOf(SpringVersion.getVersion()), "kafka-clients", AppInfoParser.getVersion(), "lettuce",
				String.valueOf(RedisClient.class.getPackage().getImplementationVersion()), "spring-kafka",
				String.valueOf(KafkaTemplate.class.getPackage().getImplementationVersion()));
	}

	/**
	 * Write them.
	 * @param file where to, as JSON
	 * @throws IOException if that fails
	 */
	public void writeTo(Path file) throws IOException {
		JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
		Files.write(file, mapper.writeValueAsBytes(this));
	}

}
