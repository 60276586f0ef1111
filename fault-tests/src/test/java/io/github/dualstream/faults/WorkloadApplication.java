package io.github.dualstream.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The application under test.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(WorkloadProperties.class)
@Import(WorkloadController.class)
class WorkloadApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(WorkloadApplication.class, arguments);
	}

	@Bean
	Workload workload(@EventPublisher DualStreamPublisher publisher, WorkloadProperties properties) {
		return new Workload(publisher, properties);
	}

	@Bean
	Sampling sampling(MeterRegistry meters, WorkloadProperties properties, JsonMapper mapper) {
		Sampling sampling = new Sampling(meters);
		if (properties.finalSample() != null) {
			// these run when the context is closed
			SpringApplication.getShutdownHandlers()
				.add(() -> write(properties.finalSample(), mapper.writeValueAsString(sampling.now())));
		}
		return sampling;
	}

	private static void write(Path file, String text) {
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
