package io.github.dualstream.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to keep handlers from handling an event again.
 *
 * @param store where to remember what was handled; none leaves it to the handlers
 * @param retention how long to remember it, which should be longer than anything is
 * handled again
 * @param initializeSchema whether to create the table of store jdbc at start
 */
public record IdempotencyProperties(@DefaultValue("none") Store store, @DefaultValue("7d") Duration retention,
		@DefaultValue("embedded") SchemaInitialization initializeSchema) {

	public IdempotencyProperties {
		PropertyRules.requirePositive("dual-stream.consumer.idempotency.retention", retention);
	}

	/** Where to remember what was handled. */
	public enum Store {

		/** Nowhere: handlers get events again. */
		NONE,
		/**
		 * In the application's database, in the transaction of the handler: what it
		 * writes there, it writes once.
		 */
		JDBC,
		/**
		 * In Redis, after the handler: most repetitions are kept from it, not those after
		 * a crash or while Redis is away.
		 */
		REDIS

	}

}
