package io.github.dualstream.test.slices;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishResult;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Controller that publishes.
 */
@RestController
class PurchaseController {

	private final DualStreamPublisher publisher;

	PurchaseController(@EventPublisher DualStreamPublisher publisher) {
		this.publisher = publisher;
	}

	@PostMapping("/purchases/{id}/views")
	PublishResult view(@PathVariable String id) {
		return this.publisher.publish(Event.of("purchase", id, "purchase.viewed", "{}"));
	}

}
