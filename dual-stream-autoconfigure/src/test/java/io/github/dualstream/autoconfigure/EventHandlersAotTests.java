package io.github.dualstream.autoconfigure;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.aggregate.Upcaster;
import io.github.dualstream.applicationevent.ReceiveApplicationEvents;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.StartOn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that methods which handle events can be invoked in a native image, and that the
 * data which they take can be read. The annotations of the methods see to it.
 */
class EventHandlersAotTests {

	private static RuntimeHints hintsOf(Class<?> bean) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("test", "Application")), new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(bean);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	private static boolean isBound(RuntimeHints hints, Class<?> type) {
		return RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)
			.test(hints);
	}

	@ParameterizedTest
	@ValueSource(classes = { Listeners.class, RepeatedListener.class, Composed.class, Fulfilment.class, Totals.class,
			Upcasting.class })
	void methodsOfHandlersCanBeInvoked(Class<?> bean) {
		RuntimeHints hints = hintsOf(bean);
		assertThat(Arrays.stream(bean.getDeclaredMethods()).filter((method) -> !method.isSynthetic())).isNotEmpty()
			.allSatisfy((method) -> assertThat(invocationOf(method, hints)).isTrue());
	}

	private static boolean invocationOf(Method method, RuntimeHints hints) {
		return RuntimeHintsPredicates.reflection().onMethodInvocation(method).test(hints);
	}

	@Test
	void dataOfHandlersCanBeRead() {
		Map<Class<?>, List<Class<?>>> data = Map.of(Listeners.class, List.of(OrderPlaced.class, Line.class),
				RepeatedListener.class, List.of(OrderPlaced.class, Line.class), Composed.class,
				List.of(OrderPlaced.class, Line.class), Fulfilment.class,
				List.of(OrderPlaced.class, Line.class, State.class), Totals.class,
				List.of(OrderPlaced.class, Line.class), Received.class, List.of(OrderPlaced.class, Line.class));
		data.forEach((bean, types) -> {
			RuntimeHints hints = hintsOf(bean);
			assertThat(types).as(bean.getSimpleName()).allMatch((type) -> isBound(hints, type));
		});
	}

	@Test
	void otherMethodsNeedNothing() {
		RuntimeHints hints = hintsOf(Plain.class);
		assertThat(isBound(hints, OrderPlaced.class)).isFalse();
		assertThat(Stream.of(Plain.class.getDeclaredMethods())).noneMatch((method) -> invocationOf(method, hints));
	}

	record Line(String item) {

	}

	@DualStreamEvent(type = "order.placed", sourceType = "order", sourceId = "orderId")
	record OrderPlaced(String orderId, List<Line> lines) {

	}

	record State(int total) {

	}

	static class Listeners {

		@DualStreamListener(types = "order.placed")
		void ship(OrderPlaced order, Event event) {
		}

		@DualStreamListener(types = "order.cancelled")
		void cancel(List<OrderPlaced> orders) {
		}

	}

	static class RepeatedListener {

		@DualStreamListener(types = "order.placed", group = "one")
		@DualStreamListener(types = "order.placed", group = "other")
		void ship(OrderPlaced order) {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@DualStreamListener(types = "order.placed")
	@interface OnOrderPlaced {

	}

	static class Composed {

		@OnOrderPlaced
		void ship(OrderPlaced order) {
		}

	}

	@Saga("fulfilment")
	static class Fulfilment {

		@StartOn("order.placed")
		State start(OrderPlaced order) {
			return new State(order.lines().size());
		}

		@On("order.paid")
		void paid(SagaContext saga) {
			saga.complete();
		}

		@Deadline("payment")
		void unpaid(SagaContext saga) {
			saga.compensate("not paid in time");
		}

		@Compensation("stock")
		void undo(State state) {
		}

	}

	@Projection(name = "totals", tables = "total")
	static class Totals {

		@ProjectionHandler(types = "order.placed")
		void placed(List<OrderPlaced> orders, Generation generation) {
		}

	}

	static class Upcasting {

		@Upcaster(type = "order.placed", from = "1", to = "2")
		JsonNode upcast(JsonNode data) {
			return data;
		}

	}

	@ReceiveApplicationEvents(group = "shipping", payloads = OrderPlaced.class)
	static class Received {

	}

	static class Plain {

		void placed(OrderPlaced order) {
		}

	}

}
