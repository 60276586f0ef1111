package io.github.dualstream.autoconfigure.kafka;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaLogConfiguration}.
 */
class KafkaLogConfigurationTests {

	@ParameterizedTest
	@CsvSource({ "localhost:9092,true", "127.0.0.1:9092,true", "[::1]:9092,true", "PLAINTEXT://localhost:9092,true",
			"kafka:9092,false", "localhost.example.org:9092,false", "127.0.0.1.example.org:9092,false",
			"'localhost:9092,kafka:9092',false" })
	void topicsAreCreatedByDefaultWhereKafkaIsThisMachine(String servers, boolean development) {
		KafkaConnectionDetails connection = () -> List.of(servers.split(",", -1));
		assertThat(KafkaLogConfiguration.isForDevelopment(connection)).isEqualTo(development);
	}

	@Test
	void topicsAreCreatedByDefaultWhereSpringBootHasKafkaFromContainers() {
		assertThat(KafkaLogConfiguration.isForDevelopment(new ContainerConnection())).isTrue();
	}

	/** As Spring Boot makes them of a container. */
	static class ContainerConnection implements KafkaConnectionDetails, OriginProvider {

		@Override
		public List<String> getBootstrapServers() {
			return List.of("docker:32768");
		}

		@Override
		public @Nullable Origin getOrigin() {
			return null;
		}

	}

}
