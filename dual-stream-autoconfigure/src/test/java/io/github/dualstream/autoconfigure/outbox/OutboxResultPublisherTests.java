package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.schedule.ApplicationEventQueue;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.outbox.OutboxResult;
import io.github.dualstream.outbox.PendingEvent;
import io.github.dualstream.outbox.SentEvent;
import io.github.dualstream.schedule.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OutboxResultPublisher} with listeners that are too slow.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutboxResultPublisherTests {

	private final CountDownLatch slow = new CountDownLatch(1);

	private final List<OutboxResult> published = new CopyOnWriteArrayList<>();

	@Test
	void whenListenersAreTooSlowThenResultsAreDroppedAndReportedOnce(CapturedOutput output) {
		try (OutboxResultPublisher results = new OutboxResultPublisher(this::publish, new Threads())) {
			for (int i = 0; i < ApplicationEventQueue.MAX_WAITING + 5; i++) {
				results.sent(event(i), Duration.ZERO);
			}
			assertThat(lines(output)).singleElement().asString().contains("10000 of them wait");

			this.slow.countDown();
			await().until(() -> this.published.size() == ApplicationEventQueue.MAX_WAITING);
			results.sent(event(99_999), Duration.ZERO);
			await().until(() -> this.published.size() == ApplicationEventQueue.MAX_WAITING + 1);
			assertThat(lines(output)).hasSize(2).last().asString().contains("5 results of the outbox were dropped");
		}
		assertThat(this.published).extracting(OutboxResult::eventId).startsWith("0", "1", "2").endsWith("99999");
	}

	private void publish(Object result) {
		try {
			this.slow.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.published.add((OutboxResult) result);
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("dropped")).toList();
	}

	private static SentEvent event(int number) {
		JsonData data = JsonData.of("{}");
		Event event = Event.builder().id("" + number).source("order", "1").type("order.placed").data(data).build();
		return new SentEvent(new PendingEvent(number, 0, new EncodedEvent(event, data.bytes()), Duration.ZERO, 0),
				new Position("events", 0, number));
	}

}
