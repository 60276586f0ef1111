package io.github.dualstream;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation that marks a class as the payload of an event. An instance that the
 * application publishes through Spring's
 * {@link org.springframework.context.ApplicationEventPublisher
 * ApplicationEventPublisher}, or that Spring Data publishes for an aggregate with
 * {@code @DomainEvents} or {@code AbstractAggregateRoot}, becomes an {@link Event} with
 * the instance as its data. <pre class="code">
 * &#64;DualStreamEvent(type = "order.placed", sourceType = "order", sourceId = "orderId")
 * public record OrderPlaced(String orderId, BigDecimal total) {
 * }
 * </pre> With the outbox enabled, the event belongs to the transaction in which the
 * instance was published. Without an outbox, it is sent after the commit of the
 * transaction, or at once outside of a transaction; if the process ends in between, it is
 * lost.
 * <p>
 * Instances of subclasses are events of the same type, unless they have an annotation of
 * their own. Listeners of the application receive the instance as before.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
public @interface DualStreamEvent {

	/**
	 * Type of the event.
	 * @return the type, such as {@code order.placed}
	 */
	String type();

	/**
	 * Type of the event's source.
	 * @return the source type, such as {@code order}
	 */
	String sourceType();

	/**
	 * Id of the event's source, taken from the payload.
	 * @return name of a record component or property, also a nested one, such as
	 * {@code order.id}; or a text with SpEL expressions, such as
	 * <code>#{region}-#{number}</code>
	 */
	String sourceId();

	/**
	 * Version of the payload's schema.
	 * @return the version; none if empty
	 */
	String version() default "";

}
