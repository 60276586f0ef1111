package io.github.dualstream.aggregate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation that marks an aggregate whose state is derived from its events. It is placed
 * on a class that applies events itself, or on the class of a {@link Decider}.
 * <p>
 * A class applies events in methods named {@code apply}, which take the data of an event:
 * a class with {@link EventType}, or a sealed type of such classes. In a record, a static
 * method returns the state after the first event, and other methods return the state
 * after one more event. A mutable class has a constructor without parameters, and its
 * methods return {@code void}. <pre class="code">
 * &#64;EventSourced(type = "order")
 * record Order(String item, boolean paid) {
 *
 *     static Order apply(OrderPlaced placed) {
 *         return new Order(placed.item(), false);
 *     }
 *
 *     Order apply(OrderPaid paid) {
 *         return new Order(this.item, true);
 *     }
 *
 *     List&lt;?&gt; pay() {
 *         return this.paid ? List.of() : List.of(new OrderPaid());
 *     }
 *
 * }
 * </pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventSourced {

	/**
	 * Source type of the events.
	 * @return the type of the aggregate's {@link io.github.dualstream.Source}
	 */
	String type();

	/**
	 * Number of events after which a snapshot of the state is stored.
	 * @return a number from 1; 0 for no snapshots
	 */
	int snapshotEvery() default 0;

	/**
	 * Number of retries of a decision that lost against a concurrent one. Each retry
	 * decides again on the new state, after a short random delay. Within a transaction of
	 * the caller there is no retry, because the conflict has ended the transaction.
	 * @return a number from 0
	 */
	int retries() default 3;

}
