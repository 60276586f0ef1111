package io.github.dualstream.applicationevent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.core.annotation.AliasFor;

/**
 * Annotation of a bean's class that has the events of a consumer group published as
 * Spring's application events. Methods with {@code @EventListener} receive the payload,
 * or the {@link ReceivedEvent} that has the event and its position as well. The payload
 * is never published to the log again. <pre class="code">
 * &#64;Configuration
 * &#64;ReceiveApplicationEvents(group = "shipping", payloads = OrderPlaced.class)
 * class ShippingConfiguration {
 * }
 * </pre> An event is complete once all listeners have returned; if one of them throws an
 * exception, the event is retried and goes to the dead-letter topic after the last
 * attempt, as with a {@link io.github.dualstream.consumer.DualStreamListener}. If the
 * application has one transaction manager, or a primary one, the listeners of an event
 * share a transaction, so that {@code @TransactionalEventListener} and
 * {@code @ApplicationModuleListener} methods are called after its commit; what these
 * throw does not fail the event.
 */
@Documented
@RegisterReflectionForBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReceiveApplicationEvents {

	/**
	 * The consumer group, configured by {@code dual-stream.consumer.groups.<group>}.
	 * @return name of a group without other listeners; supports placeholders
	 */
	String group();

	/**
	 * Payloads to receive.
	 * @return classes with {@link io.github.dualstream.DualStreamEvent}, by which the
	 * events and their topics are found
	 */
	@AliasFor(annotation = RegisterReflectionForBinding.class, attribute = "classes")
	Class<?>[] payloads();

}
