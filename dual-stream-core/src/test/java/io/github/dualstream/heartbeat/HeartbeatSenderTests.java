package io.github.dualstream.heartbeat;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.PublishFailedException;
import io.github.dualstream.schedule.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class HeartbeatSenderTests {

	@Test
	void whenBeatsCannotBePublishedThenTheInnermostCauseIsToldOnce(CapturedOutput output) {
		AtomicInteger beats = new AtomicInteger();
		HeartbeatSender sender = new HeartbeatSender((event) -> {
			beats.incrementAndGet();
			return CompletableFuture.failedFuture(new PublishFailedException("not sent",
					new IllegalStateException("no broker", new ConnectException("refused\nby kafka:9092"))));
		}, "shop", Duration.ofMillis(5), HeartbeatListener.of(List.of()), new Threads());
		sender.start();
		try {
			await().until(() -> beats.get() > 2);
		}
		finally {
			sender.stop();
		}

		assertThat(output.getOut().lines().filter((line) -> line.contains("Failed to publish a heartbeat")))
			.singleElement()
			.asString()
			.endsWith("java.net.ConnectException: refused?by kafka:9092");
	}

}
