package io.github.dualstream.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationListener;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application with a log and a bus of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class OwnTransportApplication {

	private final CountDownLatch notified = new CountDownLatch(1);

	/**
	 * Publish an event.
	 * @return where it went, and whether its notification came
	 */
	public static String run() throws InterruptedException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(OwnTransportApplication.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.application.name=own",
					"dual-stream.kafka.topics.order=orders")
			.run()) {
			Position position = context.getBean(DualStreamPublisher.class)
				.publish(Event.of("order", "42", "order.placed", List.of(1)))
				.position();
			boolean notified = context.getBean(OwnTransportApplication.class).notified.await(30, TimeUnit.SECONDS);
			return position + (notified ? " notified" : "");
		}
	}

	@Bean
	EventLog log() {
		return new OwnLog();
	}

	@Bean
	NotificationBus bus() {
		return new OwnBus();
	}

	static final class OwnLog implements EventLog {

		@Override
		public CompletableFuture<Position> append(NewRecord record) {
			return CompletableFuture.completedFuture(new Position(record.topic(), 0, 7));
		}

		@Override
		public void flush() {
		}

	}

	final class OwnBus implements NotificationBus {

		@Override
		public void publish(List<Notification> batch) {
			OwnTransportApplication.this.notified.countDown();
		}

		@Override
		public BusSubscription subscribe(String channel, NotificationListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
