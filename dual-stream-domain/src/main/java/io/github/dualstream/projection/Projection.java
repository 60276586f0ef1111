package io.github.dualstream.projection;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Projection: a bean whose methods with {@link ProjectionHandler} derive a view from the
 * events of the log. The view is in tables of the application's database, where the
 * position in the log is committed with it, so that each event takes effect once; or in
 * the fields of the bean, if it is {@link #inMemory()}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Projection {

	/**
	 * Alias for {@link #name()}.
	 * @return the name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * Unique name, such as {@code order-summary}. Its position in the log is stored under
	 * it.
	 * @return up to 100 letters, digits, dots, hyphens and underscores
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * Version of the handlers. If it is higher than that of the view, the view is rebuilt
	 * beside the current one when the application starts.
	 * @return a number from 1
	 */
	int version() default 1;

	/**
	 * Tables of the view. Each has a column {@code generation}, which the handlers set to
	 * the number of their {@link Generation}. Rows of a generation that is no longer
	 * needed are deleted.
	 * @return names of tables, with their schema if it is not that of the connections
	 */
	String[] tables() default {};

	/**
	 * Whether the view is in the memory of each instance, which builds it from the log
	 * whenever it starts.
	 * @return whether it has no tables
	 */
	boolean inMemory() default false;

	/**
	 * Topics to read. By default, those of the source types of the handlers, or all.
	 * @return names of topics
	 */
	String[] topics() default {};

}
