package io.github.dualstream.saga;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Annotation that marks a component as a saga: a process that reacts to events, step by
 * step, and keeps a state between them. Its methods are annotated with {@link StartOn},
 * {@link On}, {@link Deadline} or {@link Compensation}. <pre class="code">
 * &#64;Saga("order-fulfilment")
 * class OrderFulfilment {
 *
 *     &#64;StartOn("order.placed")
 *     Fulfilment start(OrderPlaced order, SagaContext saga) {
 *         saga.deadline("payment", Duration.ofHours(1));
 *         return new Fulfilment(order.total());
 *     }
 *
 *     &#64;On("order.paid")
 *     void paid(SagaContext saga) {
 *         saga.complete();
 *     }
 *
 *     &#64;Deadline("payment")
 *     void unpaid(SagaContext saga) {
 *         saga.compensate("not paid in time");
 *     }
 *
 * }
 * </pre>
 * <p>
 * A method takes any of: the state, the {@link io.github.dualstream.Event}, the data of
 * the event, as the class that the method declares, and the {@link SagaContext}. It
 * returns the new state, or {@code void} to keep it. The state is what methods with
 * {@link StartOn} return, and is stored as JSON.
 * <p>
 * Each step is one transaction: the new state, the handled event, and the events that the
 * method publishes, which go through the outbox. A step takes effect once, however often
 * its event is delivered; but the method is called again if the transaction fails, so its
 * other effects have to be part of the transaction as well.
 * <p>
 * The name is also the name of the consumer group, of the bean, and the source type of
 * the saga's deadlines.
 */
@Component
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Saga {

	/**
	 * Name of the saga.
	 * @return a name such as {@code order-fulfilment}, with the form of a source type
	 */
	@AliasFor(annotation = Component.class, attribute = "value")
	String value();

	/**
	 * Source types of the events to handle; all if empty.
	 * @return the source types, from which the topics to read are derived
	 */
	String[] sourceTypes() default {};

	/**
	 * Topics to read, unless they follow from the source types.
	 * @return names of topics; by default those of the source types, or all that are
	 * configured for publishing
	 */
	String[] topics() default {};

}
