package io.github.dualstream.topic;

import java.io.IOException;
import java.time.Duration;

import io.github.dualstream.transport.TopicAdministrationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TopicReportTests {

	private final TopicReport report = new TopicReport(TopicStrategy.CREATE_ONLY);

	@Test
	void whenTopicsCannotBeAskedThenTheReasonIsOneLineWithoutPasswords(CapturedOutput output) {
		TopicAdministrationException failure = new TopicAdministrationException(
				"Could not describe topic 'orders': sasl.jaas.config\nusername=\"me\" password=\"s3cret\"", false,
				new IOException());
		this.report.failed(failure, Duration.ofSeconds(5));
		this.report.failed(failure, Duration.ofSeconds(5));

		assertThat(output.getOut().lines().filter((line) -> line.contains("Topics:"))).singleElement()
			.asString()
			.contains("retrying every 5 s", "topic 'orders'", "username=\"me\"")
			.doesNotContain("s3cret");
	}

}
