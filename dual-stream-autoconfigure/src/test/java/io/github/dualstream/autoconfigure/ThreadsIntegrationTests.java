package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishResult;
import io.github.dualstream.consumer.ConsumerListener;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.publisher.DispatchListener;
import io.github.dualstream.publisher.DropReason;
import io.github.dualstream.publisher.PublisherDecorator;
import io.github.dualstream.schedule.ThreadStatus;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.DualStreamServers;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Errors thrown into the threads of a running application.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.application.name=threads-tests", "dual-stream.kafka.topic=threads-tested",
				"dual-stream.heartbeat.send=true", "dual-stream.heartbeat.interval=100ms" })
@DualStreamServers
@ExtendWith(OutputCaptureExtension.class)
class ThreadsIntegrationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Set<String> handled = ConcurrentHashMap.newKeySet();

	private static volatile String failing = "";

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private Threads threads;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private CompositeHealthContributor dualStreamHealthContributor;

	@AfterEach
	void recover() {
		failing = "";
	}

	@ParameterizedTest
	@CsvSource({ "dispatched, dual-stream-dispatcher", "beating, dual-stream-heartbeat",
			"handled, dual-stream-consumer-threads-tests" })
	void whenAnErrorIsThrownIntoAThreadThenHealthTellsAndTheThreadIsBackAfterwards(String where, String thread,
			CapturedOutput output) {
		failing = where;
		String first = publish();
		await().atMost(LONG).until(() -> isFailing(thread));
		assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
		assertThat(health().getDetails()).containsKey(thread);
		assertThat(output).contains("Thread '" + thread + "' failed");
		assertThat(this.meters.get("dual.stream.threads.failing").gauge().value()).isPositive();
		assertThat(this.meters.get("dual.stream.threads.failures").tag("thread", thread).counter().count())
			.isPositive();
		failing = "";
		String second = publish();
		await().atMost(LONG).until(() -> !isFailing(thread) && health().getStatus().getCode().equals("UP"));
		await().atMost(LONG).until(() -> handled.contains(first) && handled.contains(second));
	}

	@Test
	void everyLongLivedThreadOfTheApplicationIsSupervised() {
		assertThat(this.threads.status()).extracting(ThreadStatus::name)
			.contains("dual-stream-dispatcher", "dual-stream-heartbeat", "dual-stream-consumer-threads-tests",
					"dual-stream-retry-threads-tests", "dual-stream-backlog", "dual-stream-lag",
					"dual-stream-redis-subscribe");
	}

	private String publish() {
		String id = UUID.randomUUID().toString();
		this.publisher.publish(Event.of("order", id, "order.placed", Map.of()));
		return id;
	}

	/** Also between two attempts: the state is that of the last one. */
	private boolean isFailing(String thread) {
		return this.threads.status().stream().anyMatch((status) -> status.name().equals(thread) && status.isFailing());
	}

	private Health health() {
		HealthIndicator part = (HealthIndicator) this.dualStreamHealthContributor.getContributor("threads");
		return part.health(true);
	}

	private static void fail(String where) {
		if (failing.equals(where)) {
			throw new LinkageError("test of " + where);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		EventConsumer consumer(EventConsumers consumers) {
			return consumers.group("threads-tests")
				.topic("threads-tested")
				.handler((event) -> handled.add(event.event().source().id()));
		}

		@Bean
		DispatchListener dispatchListener() {
			return new DispatchListener() {

				@Override
				public void accepted() {
				}

				@Override
				public void sent(Duration sinceAcknowledgement) {
					fail("dispatched");
				}

				@Override
				public void dropped(DropReason reason, int count) {
				}

				@Override
				public void unknown(int count) {
				}

			};
		}

		@Bean
		ConsumerListener consumerListener() {
			return new ConsumerListener() {

				@Override
				public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
					fail("handled");
				}

				@Override
				public void deadLetter(String group, String topic, boolean kept) {
				}

			};
		}

		@Bean
		PublisherDecorator failingBeats() {
			return (publisher) -> new DualStreamPublisher() {

				@Override
				public CompletableFuture<PublishResult> publishAsync(Event event) {
					if (event.type().equals("heartbeat")) {
						fail("beating");
					}
					return publisher.publishAsync(event);
				}

			};
		}

	}

}
