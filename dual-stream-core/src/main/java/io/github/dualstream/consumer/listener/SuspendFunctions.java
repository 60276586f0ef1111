package io.github.dualstream.consumer.listener;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import org.jspecify.annotations.Nullable;

import org.springframework.core.PropagationContextElement;
import org.springframework.util.ClassUtils;

/**
 * Calls suspend functions of Kotlin. Its coroutines are optional, so this class is used
 * only for such functions.
 */
final class SuspendFunctions {

	private static final boolean CONTEXT_PROPAGATION = ClassUtils
		.isPresent("io.micrometer.context.ContextSnapshotFactory", SuspendFunctions.class.getClassLoader());

	private SuspendFunctions() {
	}

	/** Whether a suspend function returns something, which its continuation takes. */
	static boolean returnsValue(Method method) {
		Type continuation = method.getGenericParameterTypes()[method.getParameterCount() - 1];
		return !(continuation instanceof ParameterizedType generic
				&& generic.getActualTypeArguments()[0] instanceof WildcardType taken
				&& Arrays.asList(taken.getLowerBounds()).contains(Unit.class));
	}

	/**
	 * Call a suspend function, and wait until it has completed. Its coroutine runs on
	 * this thread, with its transaction and other values that are bound to it, as long as
	 * the function does not change the dispatcher. An interrupt of this thread cancels
	 * it.
	 * @param method the function
	 * @param bean object to call it on
	 * @param arguments arguments without the continuation
	 * @throws InvocationTargetException if the function throws before it suspends
	 * @throws InterruptedException if this thread was interrupted
	 */
	static void call(Method method, Object bean, @Nullable Object... arguments)
			throws InvocationTargetException, InterruptedException {
		Object unused = BuildersKt.runBlocking(context(),
				(scope, continuation) -> invoke(method, bean, arguments, continuation));
	}

	/** Let the trace and the cause follow the coroutine to other dispatchers. */
	private static CoroutineContext context() {
		return CONTEXT_PROPAGATION ? new PropagationContextElement() : EmptyCoroutineContext.INSTANCE;
	}

	private static @Nullable Object invoke(Method method, Object bean, @Nullable Object[] arguments,
			Continuation<?> continuation) {
		@Nullable Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
		all[arguments.length] = continuation;
		try {
			return method.invoke(bean, all);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw SuspendFunctions.<RuntimeException>unchecked(ex);
		}
	}

	/** Kotlin has no checked exceptions, so its functional interfaces declare none. */
	@SuppressWarnings("unchecked")
	private static <E extends Throwable> RuntimeException unchecked(Throwable thrown) throws E {
		throw (E) thrown;
	}

}
