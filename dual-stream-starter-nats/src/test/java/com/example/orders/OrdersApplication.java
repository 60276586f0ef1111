package com.example.orders;

import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishResult;
import io.github.dualstream.consumer.DualStreamListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
public class OrdersApplication {

	public static void main(String[] args) {
		SpringApplication.run(OrdersApplication.class, args);
	}

	@RestController
	static class Orders {

		private final DualStreamPublisher events;

		Orders(@EventPublisher DualStreamPublisher events) {
			this.events = events;
		}

		@PostMapping("/orders/{id}")
		PublishResult place(@PathVariable String id) {
			return this.events.publish(Event.of("order", id, "order.placed", Map.of("item", "book")));
		}

	}

	@Component
	static class Shipping {

		private static final Logger logger = LoggerFactory.getLogger(Shipping.class);

		@DualStreamListener(sourceTypes = "order", types = "order.placed")
		void ship(Event order) {
			logger.info("Shipping order {}", order.sourceId());
		}

	}

}
