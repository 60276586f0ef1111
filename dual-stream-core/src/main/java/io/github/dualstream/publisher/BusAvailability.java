package io.github.dualstream.publisher;

import io.github.dualstream.transport.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when the bus becomes unavailable and when it is available again, once each. For
 * one thread.
 */
final class BusAvailability {

	private static final Logger logger = LoggerFactory.getLogger(BusAvailability.class);

	private boolean available = true;

	void failed(Throwable cause) {
		if (this.available) {
			this.available = false;
			logger.warn("Failed to send notifications; subscribers will miss them until the bus is available again, "
					+ "publishing continues: {}", PrintableText.ofInnermostCause(cause));
		}
	}

	void succeeded() {
		if (!this.available) {
			this.available = true;
			logger.warn("Notifications are being sent again");
		}
	}

}
