package io.github.dualstream.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnknownPropertiesCheck}: what it goes by.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesCheckTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DualStreamAutoConfiguration.class));

	@Test
	void thePropertiesOfOtherJarsAreKnownByTheirMetadata(@TempDir Path jar) throws IOException {
		Path metadata = jar.resolve(KnownProperties.METADATA);
		Files.createDirectories(metadata.getParent());
		Files.writeString(metadata, """
				{"properties": [{"name": "dual-stream.invoices.pace", "type": "java.lang.Integer"},
					{"name": "dual-stream.invoices.rates", "type": "java.util.Map<java.lang.String,java.lang.Double>"}]}
				""");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() },
				getClass().getClassLoader())) {
			ApplicationContextRunner withJar = this.runner.withClassLoader(loader);
			withJar.withPropertyValues("dual-stream.invoices.pace=1", "dual-stream.invoices.rates.eur.usd=2")
				.run((context) -> assertThat(context).hasNotFailed());
			withJar.withPropertyValues("dual-stream.invoices.pase=1")
				.run((context) -> assertThat(context).getFailure()
					.isInstanceOf(UnknownPropertiesException.class)
					.hasMessageContaining("'dual-stream.invoices.pase'")
					.hasMessageContaining("did you mean 'dual-stream.invoices.pace'?"));
		}
	}

	@Test
	void severalUnknownPropertiesAreNamedAtOnce() {
		this.runner.withPropertyValues("dual-stream.enable=1", "dual-stream.redis.tiemout=1s")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("'dual-stream.enabled'")
				.hasMessageContaining("'dual-stream.redis.timeout'"));
	}

	@Test
	void whenTheMetadataIsLostThenTheStartWarnsAndGoesOn(CapturedOutput output) {
		this.runner
			.withClassLoader(new FilteredClassLoader(
					FilteredClassLoader.ClassPathResourceFilter.of(new ClassPathResource(KnownProperties.METADATA))))
			.withPropertyValues("dual-stream.redis.timeout=1s")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("are not checked").contains(KnownProperties.METADATA);
	}

}
