package io.github.dualstream.saga;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.dualstream.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Method of a saga that is called for a step.
 */
final class SagaMethod {

	private final Object bean;

	private final Method method;

	private final List<Function<Call, @Nullable Object>> arguments = new ArrayList<>();

	/**
	 * Create the method.
	 * @param bean bean to call it on
	 * @param method method with an annotation of sagas
	 * @param state class of the state
	 * @param readers readers of the data of events, by class; {@code null} if there is no
	 * event whose data it could take
	 */
	SagaMethod(Object bean, Method method, Class<?> state,
			@Nullable Function<Type, Function<Event, @Nullable Object>> readers) {
		this.bean = bean;
		this.method = AopUtils.selectInvocableMethod(method, bean.getClass());
		if (method.getReturnType() != void.class && !state.isAssignableFrom(method.getReturnType())) {
			throw new InvalidSagaException(this + " returns a " + method.getReturnType().getSimpleName(),
					"Let it return the new state, a " + state.getSimpleName() + ", or void to keep it.");
		}
		boolean hasData = false;
		for (Type parameter : method.getGenericParameterTypes()) {
			if (parameter == state) {
				this.arguments.add(Call::state);
			}
			else if (parameter == SagaContext.class) {
				this.arguments.add(Call::saga);
			}
			else if (readers != null && parameter == Event.class) {
				this.arguments.add(Call::event);
			}
			else if (readers != null && !hasData) {
				Function<Event, @Nullable Object> reader = readers.apply(parameter);
				this.arguments.add((call) -> reader.apply(call.event()));
				hasData = true;
			}
			else {
				throw new InvalidSagaException(this + " has a parameter of type " + parameter.getTypeName(),
						"Let it take the state, a " + state.getSimpleName() + ", the SagaContext, and "
								+ ((readers != null) ? "the Event and one class of its data." : "nothing else."));
			}
		}
		ReflectionUtils.makeAccessible(this.method);
	}

	/**
	 * Call the method.
	 * @return the state that follows
	 */
	@Nullable Object call(Call call) {
		Object result = invoke(this.arguments.stream().map((argument) -> argument.apply(call)).toArray());
		if (this.method.getReturnType() == void.class) {
			return call.state();
		}
		if (result == null) {
			throw new IllegalStateException(this + " returned null in place of the state");
		}
		return result;
	}

	private @Nullable Object invoke(@Nullable Object... arguments) {
		try {
			return this.method.invoke(this.bean, arguments);
		}
		catch (InvocationTargetException ex) {
			Throwable thrown = ex.getTargetException();
			if (thrown instanceof RuntimeException failure) {
				throw failure;
			}
			if (thrown instanceof Error error) {
				throw error;
			}
			throw new UndeclaredThrowableException(thrown, this + " failed: " + thrown);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(this + " is not accessible", ex);
		}
	}

	@Override
	public String toString() {
		return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName() + "()";
	}

	/**
	 * Arguments of a call.
	 *
	 * @param state state before the step; {@code null} before the first one
	 * @param event event of the step
	 * @param saga saga of the step
	 */
	record Call(@Nullable Object state, @Nullable Event event, SagaContext saga) {

	}

}
