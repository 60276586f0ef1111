package io.github.dualstream.consumer.listener;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

import io.github.dualstream.consumer.BatchHandler;
import io.github.dualstream.transport.StoredEvent;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Handler that calls a listener method.
 */
final class ListenerMethod implements BatchHandler {

	private final Object bean;

	private final Method method;

	private final EventFilter filter;

	private final boolean batch;

	private final List<Argument> arguments;

	ListenerMethod(Object bean, Method method, EventFilter filter, JsonMapper mapper) {
		this.bean = bean;
		this.method = AopUtils.selectInvocableMethod(method, bean.getClass());
		this.filter = filter;
		if (isSuspending(method)) {
			throw invalid("is a suspend function, which returns before it completes",
					"Make it a plain function, and call runBlocking in it where it needs coroutines.");
		}
		List<Type> types = types(method);
		this.batch = isBatch(method);
		this.arguments = types.stream().map((type) -> Argument.of(type, mapper)).toList();
		validate(types);
		ReflectionUtils.makeAccessible(this.method);
	}

	/** Kotlin compiles a suspend function with a continuation as its last parameter. */
	private static boolean isSuspending(Method method) {
		Class<?>[] types = method.getParameterTypes();
		return types.length > 0 && types[types.length - 1].getName().equals("kotlin.coroutines.Continuation");
	}

	private static boolean isBatch(Method method) {
		return method.getParameterCount() == 1
				&& method.getGenericParameterTypes()[0] instanceof ParameterizedType parameter
				&& parameter.getRawType() == List.class;
	}

	private static List<Type> types(Method method) {
		if (isBatch(method) && method.getGenericParameterTypes()[0] instanceof ParameterizedType list) {
			return List.of(list.getActualTypeArguments());
		}
		return List.of(method.getGenericParameterTypes());
	}

	private void validate(List<Type> types) {
		List<Type> data = types.stream().filter(Argument::isData).toList();
		if (this.method.getReturnType() != void.class) {
			throw invalid("returns a value, which would be ignored", "Let it return void.");
		}
		if (types.isEmpty()) {
			throw invalid("takes nothing", "Let it take the Event, or the class of its data.");
		}
		if (data.size() > 1) {
			throw invalid("takes more than one class of data: " + data,
					"Leave one, beside Event, StoredEvent and Position.");
		}
		if (!data.isEmpty() && this.filter.types().isEmpty()) {
			throw invalid("reads data as " + data.get(0).getTypeName() + " without saying which events have such data",
					"Name them: @DualStreamListener(types = \"...\"). A method that takes JsonData or the Event may "
							+ "take all.");
		}
	}

	InvalidListenerException invalid(String problem, String action) {
		return new InvalidListenerException(this.method, problem, action);
	}

	EventFilter filter() {
		return this.filter;
	}

	boolean isBatch() {
		return this.batch;
	}

	@Override
	public void handle(List<StoredEvent> events) throws Exception {
		if (this.batch) {
			Argument argument = this.arguments.get(0);
			invoke(events.stream().map(argument::of).toList());
		}
		else {
			StoredEvent event = events.get(0);
			invoke(this.arguments.stream().map((argument) -> argument.of(event)).toArray());
		}
	}

	private void invoke(Object... arguments) throws Exception {
		try {
			this.method.invoke(this.bean, arguments);
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof Exception thrown) {
				throw thrown;
			}
			throw ex;
		}
	}

	@Override
	public String toString() {
		return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName() + "("
				+ String.join(", ", Arrays.stream(this.method.getParameterTypes()).map(Class::getSimpleName).toList())
				+ ")";
	}

}
