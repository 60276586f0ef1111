package io.github.dualstream.consumer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Container of several {@link DualStreamListener} annotations of one method.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
public @interface DualStreamListeners {

	/**
	 * The annotations.
	 * @return the annotations
	 */
	DualStreamListener[] value();

}
