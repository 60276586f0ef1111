package io.github.dualstream.consumer.listener;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.dualstream.consumer.BatchHandler;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.SynthesizingMethodParameter;
import org.springframework.messaging.Message;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Handler that calls a listener method.
 */
final class ListenerMethod implements BatchHandler {

	private static final boolean COROUTINES = ClassUtils.isPresent("kotlinx.coroutines.BuildersKt",
			ListenerMethod.class.getClassLoader());

	private final Object bean;

	private final Method method;

	private final EventFilter filter;

	private final boolean suspending;

	private final boolean batch;

	private final List<Argument> arguments;

	ListenerMethod(Object bean, Method method, EventFilter filter, Arguments arguments) {
		this.bean = bean;
		this.method = AopUtils.selectInvocableMethod(method, bean.getClass());
		this.filter = filter;
		this.suspending = isSuspending(method);
		List<MethodParameter> parameters = IntStream.range(0, parameterCount(method))
			.mapToObj((index) -> new SynthesizingMethodParameter(method, index).withContainingClass(bean.getClass()))
			.toList();
		Type element = elementOfBatch(parameters);
		this.batch = element != null;
		this.arguments = (element != null) ? List.of(arguments.of(element))
				: parameters.stream().map(arguments::of).toList();
		validate(parameters.size(), (element != null) ? Stream.of(element).filter(Arguments::isData).toList()
				: parameters.stream().map(Arguments::dataType).filter(Objects::nonNull).toList());
		if (parameters.stream().anyMatch(arguments::lacksValidator)) {
			throw invalid("has a parameter to be validated, and there is no validator",
					"Add spring-boot-starter-validation, or a bean of type org.springframework.validation.Validator.");
		}
		ReflectionUtils.makeAccessible(this.method);
	}

	/** Kotlin compiles a suspend function with a continuation as its last parameter. */
	private static boolean isSuspending(Method method) {
		Class<?>[] types = method.getParameterTypes();
		return types.length > 0 && types[types.length - 1].getName().equals("kotlin.coroutines.Continuation");
	}

	/** Number of parameters without the continuation. */
	private static int parameterCount(Method method) {
		return method.getParameterCount() - (isSuspending(method) ? 1 : 0);
	}

	/** Type of the elements of a method that takes a list; {@code null} for others. */
	private @Nullable Type elementOfBatch(List<MethodParameter> parameters) {
		if (parameters.size() != 1
				|| !(parameters.get(0).getGenericParameterType() instanceof ParameterizedType parameter)
				|| parameter.getRawType() != List.class) {
			return null;
		}
		Type element = parameter.getActualTypeArguments()[0];
		if (element instanceof ParameterizedType generic && generic.getRawType() == Message.class) {
			throw invalid("takes a list of messages", "Let it take a list of StoredEvent, Event or its data.");
		}
		return element;
	}

	private void validate(int parameters, List<Type> data) {
		if (this.suspending && !COROUTINES) {
			throw invalid("is a suspend function, and there are no coroutines",
					"Add org.jetbrains.kotlinx:kotlinx-coroutines-core to the class path.");
		}
		if (this.suspending && SuspendFunctions.returnsValue(this.method)) {
			throw invalid("returns a value, which would be ignored", "Let it return Unit.");
		}
		if (!this.suspending && this.method.getReturnType() != void.class) {
			throw invalid("returns a value, which would be ignored", "Let it return void.");
		}
		if (parameters == 0) {
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

	private void invoke(@Nullable Object... arguments) throws Exception {
		try {
			if (this.suspending) {
				SuspendFunctions.call(this.method, this.bean, arguments);
			}
			else {
				this.method.invoke(this.bean, arguments);
			}
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
				+ Arrays.stream(this.method.getParameterTypes())
					.limit(parameterCount(this.method))
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", "))
				+ ")";
	}

}
