package io.github.dualstream.consumer.listener;

import java.lang.annotation.Annotation;
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
import io.github.dualstream.consumer.DualStreamListener;
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

	/** Placeholder of the argument that comes with each call. */
	private static final Argument PROVIDED = (event) -> {
		throw new IllegalStateException("The argument of " + event.event() + " comes with the call");
	};

	private final Object bean;

	private final Class<? extends Annotation> annotation;

	private final @Nullable Class<?> provided;

	private final Method method;

	private final EventFilter filter;

	private final boolean suspending;

	private final boolean batch;

	private final List<Argument> arguments;

	ListenerMethod(Object bean, Method method, EventFilter filter, Arguments arguments) {
		this(bean, method, DualStreamListener.class, filter, arguments, null);
	}

	/**
	 * Create the handler.
	 * @param bean object with the method
	 * @param method the method
	 * @param annotation annotation of the method
	 * @param filter filter of the events
	 * @param arguments arguments of methods
	 * @param provided class of the argument that comes with each call; {@code null} for
	 * none
	 */
	ListenerMethod(Object bean, Method method, Class<? extends Annotation> annotation, EventFilter filter,
			Arguments arguments, @Nullable Class<?> provided) {
		this.bean = bean;
		this.annotation = annotation;
		this.provided = provided;
		this.method = AopUtils.selectInvocableMethod(method, bean.getClass());
		this.filter = filter;
		this.suspending = isSuspending(method);
		List<MethodParameter> parameters = IntStream.range(0, parameterCount(method))
			.mapToObj((index) -> new SynthesizingMethodParameter(method, index).withContainingClass(bean.getClass()))
			.toList();
		List<MethodParameter> ofEvent = parameters.stream().filter((parameter) -> !isProvided(parameter)).toList();
		Type element = elementOfBatch(ofEvent);
		this.batch = element != null;
		this.arguments = parameters.stream()
			.map((parameter) -> isProvided(parameter) ? PROVIDED
					: (element != null) ? arguments.of(element) : arguments.of(parameter))
			.toList();
		validate(ofEvent.size(), (element != null) ? Stream.of(element).filter(Arguments::isData).toList()
				: ofEvent.stream().map(Arguments::dataType).filter(Objects::nonNull).toList());
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

	private boolean isProvided(MethodParameter parameter) {
		return parameter.getParameterType() == this.provided;
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
					"Name them: @" + this.annotation.getSimpleName()
							+ "(types = \"...\"). A method that takes JsonData or the Event may take all.");
		}
	}

	InvalidListenerException invalid(String problem, String action) {
		return new InvalidListenerException(this.annotation, this.method, problem, action);
	}

	EventFilter filter() {
		return this.filter;
	}

	boolean isBatch() {
		return this.batch;
	}

	@Override
	public void handle(List<StoredEvent> events) throws Exception {
		handle(events, null);
	}

	/** Handle events with the argument that comes with the call. */
	void handle(List<StoredEvent> events, @Nullable Object provided) throws Exception {
		@Nullable Object[] values = new @Nullable Object[this.arguments.size()];
		for (int i = 0; i < values.length; i++) {
			Argument argument = this.arguments.get(i);
			values[i] = (argument == PROVIDED) ? provided
					: this.batch ? events.stream().map(argument::of).toList() : argument.of(events.get(0));
		}
		invoke(values);
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
