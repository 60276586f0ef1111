package io.github.dualstream.aggregate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Annotation that marks a bean method as a converter of stored event data to a later
 * version. It takes the data as a JSON tree, {@code JsonNode} or one of its subclasses,
 * and returns the converted one. Several upcasters form a chain; stored events do not
 * change. <pre class="code">
 * &#64;Upcaster(type = "order.placed", from = "1", to = "2")
 * ObjectNode addCurrency(ObjectNode data) {
 *     return data.put("currency", "EUR");
 * }
 * </pre>
 */
@Documented
@Reflective
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Upcaster {

	/**
	 * Type of the events.
	 * @return an event type
	 */
	String type();

	/**
	 * Version of the data that the method takes.
	 * @return a version; events without one have version 1
	 */
	String from();

	/**
	 * Version of the data that the method returns.
	 * @return a version
	 */
	String to();

}
