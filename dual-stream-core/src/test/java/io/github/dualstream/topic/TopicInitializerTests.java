package io.github.dualstream.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;
import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TopicInitializer} and a log that does not answer.
 */
@ExtendWith(OutputCaptureExtension.class)
class TopicInitializerTests {

	@Test
	void whenItIsClosedWithinAnAttemptThenItEndsAndReportsNothing(CapturedOutput output) throws Exception {
		SilentLog log = new SilentLog();
		TopicInitializer initializer = new TopicInitializer(new Topics(log,
				List.of(new Topic("orders", TopicSettings.NONE, null, null)), TopicStrategy.CREATE_ONLY),
				Duration.ofMinutes(5), new Threads());
		initializer.start();
		log.asked.await();
		Thread thread = log.thread;
		assertThat(thread).isNotNull();

		initializer.close();

		await().until(() -> !thread.isAlive());
		assertThat(output).doesNotContain("orders").doesNotContain("Topics:");
	}

	private static final class SilentLog implements TopicAdministration {

		private final CountDownLatch asked = new CountDownLatch(1);

		private volatile @Nullable Thread thread;

		@Override
		public Map<String, TopicDescription> describe(Collection<String> topics) {
			this.thread = Thread.currentThread();
			this.asked.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			throw new TopicAdministrationException("interrupted", false, new InterruptedException());
		}

		@Override
		public void create(String topic, TopicSettings settings) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void awaitReady(Collection<String> topics) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void update(String topic, TopicSettings changes) {
			throw new UnsupportedOperationException();
		}

	}

}
