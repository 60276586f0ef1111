package io.github.dualstream.aggregate;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Methods named {@code apply} of a class with {@link EventSourced}.
 *
 * @param <S> the class
 */
final class ApplyMethods<S> implements Evolution<S> {

	private static final String NAME = "apply";

	private final Class<S> stateClass;

	/** Static methods, by the class of the first event's data. */
	private final Map<Class<?>, Method> creators = new LinkedHashMap<>();

	/** Other methods, by the class of the event's data. */
	private final Map<Class<?>, Method> appliers = new LinkedHashMap<>();

	private final @Nullable Constructor<S> constructor;

	ApplyMethods(Class<S> stateClass) {
		this.stateClass = stateClass;
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(stateClass, this::isCandidate)) {
			add(method);
		}
		if (this.creators.isEmpty() && this.appliers.isEmpty()) {
			throw new InvalidAggregateException(stateClass.getName() + " has no methods that apply events",
					"Add methods named 'apply' that take the data of an event; see @EventSourced.");
		}
		this.constructor = this.creators.isEmpty() ? constructor(stateClass) : null;
	}

	private boolean isCandidate(Method method) {
		return method.getName().equals(NAME) && !method.isSynthetic();
	}

	private void add(Method method) {
		if (method.getParameterCount() != 1) {
			throw new InvalidAggregateException(
					describe(method) + " takes " + method.getParameterCount() + " parameters",
					"Let it take the data of an event, or rename it if it does not apply an event.");
		}
		boolean creates = Modifier.isStatic(method.getModifiers());
		boolean returnsState = this.stateClass.isAssignableFrom(method.getReturnType());
		if (!returnsState && (creates || method.getReturnType() != void.class)) {
			throw new InvalidAggregateException(
					describe(method) + " returns a " + method.getReturnType().getSimpleName(),
					"Let it return the state after the event, a " + this.stateClass.getSimpleName()
							+ (creates ? "." : ", or void if it changes this object."));
		}
		ReflectionUtils.makeAccessible(method);
		for (Class<?> data : PayloadTypes.permitted(method.getParameterTypes()[0], describe(method))) {
			Method other = (creates ? this.creators : this.appliers).putIfAbsent(data, method);
			if (other != null) {
				throw new InvalidAggregateException(
						describe(method) + " and " + describe(other) + " both apply " + data.getSimpleName(),
						"Leave one of them.");
			}
		}
	}

	private static <S> Constructor<S> constructor(Class<S> stateClass) {
		try {
			Constructor<S> constructor = stateClass.getDeclaredConstructor();
			ReflectionUtils.makeAccessible(constructor);
			return constructor;
		}
		catch (NoSuchMethodException ex) {
			throw new InvalidAggregateException(stateClass.getName() + " has no initial state",
					"Make the method that applies its first event static, or add a constructor without parameters.",
					ex);
		}
	}

	/** Classes of the data of events. */
	Set<Class<?>> payloads() {
		Set<Class<?>> payloads = new LinkedHashSet<>(this.creators.keySet());
		payloads.addAll(this.appliers.keySet());
		return payloads;
	}

	@Override
	public @Nullable S initial() {
		return (this.constructor != null) ? BeanUtils.instantiateClass(this.constructor) : null;
	}

	@Override
	public S apply(@Nullable S state, Object data) {
		Method method = (state != null) ? this.appliers.get(data.getClass()) : this.creators.get(data.getClass());
		if (method == null) {
			throw new IllegalStateException((state != null)
					? this.stateClass.getSimpleName() + " can only be created by it, and exists already"
					: this.stateClass.getSimpleName() + " cannot be created by it; its method 'apply' is not static");
		}
		Object result = invoke(method, state, data);
		if (method.getReturnType() == void.class && state != null) {
			return state;
		}
		if (result == null) {
			throw new IllegalStateException(describe(method) + " returned null");
		}
		return this.stateClass.cast(result);
	}

	private static @Nullable Object invoke(Method method, @Nullable Object state, Object data) {
		try {
			return method.invoke(state, data);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException(describe(method) + " failed: " + ex.getTargetException(),
					ex.getTargetException());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(describe(method) + " is not accessible", ex);
		}
	}

	private static String describe(Method method) {
		return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "("
				+ ((method.getParameterCount() == 1) ? method.getParameterTypes()[0].getSimpleName() : "...") + ")";
	}

}
