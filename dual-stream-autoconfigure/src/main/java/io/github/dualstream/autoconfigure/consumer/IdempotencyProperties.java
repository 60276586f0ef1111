package io.github.dualstream.autoconfigure.consumer;

import java.time.Duration;

import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.autoconfigure.SchemaInitialization;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the detection of processed events.
 *
 * @param store Store of the ids of processed events. With none, handlers must detect
 * duplicates themselves.
 * @param retention Retention of the ids of processed events. Should exceed the time after
 * which an event may be handled again.
 * @param initializeSchema Whether to create the table of store jdbc at startup.
 */
record IdempotencyProperties(@DefaultValue("none") Store store, @DefaultValue("7d") Duration retention,
		@DefaultValue("embedded") SchemaInitialization initializeSchema) {

	IdempotencyProperties {
		PropertyRules.requirePositive("dual-stream.consumer.idempotency.retention", retention);
	}

	/** Store of processed events. */
	enum Store {

		/** No store: handlers receive duplicates. */
		NONE,
		/**
		 * Application's database, in the transaction of the handler, whose writes there
		 * are applied exactly once.
		 */
		JDBC,
		/**
		 * Redis, after the handler: it does not receive duplicates, except after a crash
		 * or while Redis is unavailable.
		 */
		REDIS

	}

}
