package io.github.dualstream.publisher;

import io.github.dualstream.transport.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when the bus goes and when it comes back, once each. For one thread.
 */
final class BusAvailability {

	private static final Logger logger = LoggerFactory.getLogger(BusAvailability.class);

	private boolean available = true;

	void failed(Throwable cause) {
		if (this.available) {
			this.available = false;
			logger.warn("Notifications cannot be delivered, subscribers will miss them until the bus is back; "
					+ "publishing goes on: {}", PrintableText.ofInnermostCause(cause));
		}
	}

	void succeeded() {
		if (!this.available) {
			this.available = true;
			logger.warn("Notifications are delivered again");
		}
	}

}
