package io.github.dualstream.consumer.listener;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.google.protobuf.StringValue;
import io.cloudevents.CloudEvent;
import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.codec.examples.ProtobufSerializer;
import io.github.dualstream.consumer.BatchHandler;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.Ordering;
import io.github.dualstream.consumer.UnreadableDataException;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.TopicRouting;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings({ "UnusedMethod", "UnusedVariable" }) // called by the registrar
class ListenerRegistrarTests {

	private final Map<String, BatchHandler> handlers = new HashMap<>();

	private final EventConsumers consumers = new EventConsumers((group) -> new EventConsumer.Builder(new NoGroups(),
			group, (entry, name, attempts, cause) -> CompletableFuture.completedFuture(null))
		.readers(() -> {
			throw new UnsupportedOperationException();
		})
		.decorators(List.of((name, handler) -> {
			this.handlers.put(name, handler);
			return handler;
		})));

	private final List<Object> seen = new ArrayList<>();

	@Test
	void methodsOfAGroupShareItsConsumerAndEachGetsWhatItTakes() throws Exception {
		register(new Object() {

			@DualStreamListener(types = "order.placed", sourceTypes = "order")
			void placed(OrderPlaced order, Event event, Position position) {
				ListenerRegistrarTests.this.seen.addAll(List.of(order, event.id(), position));
			}

			@DualStreamListener(types = "invoice.*", sourceTypes = "invoice")
			void invoice(StoredEvent event) {
				ListenerRegistrarTests.this.seen.add(event);
			}

		});
		assertThat(this.consumers.get("shop").topics()).containsExactlyInAnyOrder("orders", "events");
		StoredEvent placed = stored("order", "order.placed", "{\"total\":7}");
		StoredEvent sent = stored("invoice", "invoice.sent", "{}");
		handle("shop", placed);
		handle("shop", stored("order", "order.cancelled", "{}"));
		handle("shop", sent);
		assertThat(this.seen).containsExactly(new OrderPlaced(7), placed.event().id(), placed.position(), sent);
	}

	@Test
	void whenTheDataDoesNotFitThenItSaysWhatAndWhy() {
		register(new Object() {

			@DualStreamListener(types = "order.placed")
			void placed(OrderPlaced order) {
				ListenerRegistrarTests.this.seen.add(order);
			}

		});
		for (String json : List.of("[1]", "null", "{\"total\":\"much\"}")) {
			assertThatExceptionOfType(UnreadableDataException.class)
				.isThrownBy(() -> handle("shop", stored("order", "order.placed", json)))
				.withMessageContaining("order.placed of order:42");
		}
		assertThat(this.seen).isEmpty();
	}

	@Test
	void whatTheMethodThrowsIsThrown() {
		register(new Object() {

			@DualStreamListener
			void all(Event event) throws IOException {
				throw new IOException("away");
			}

		});
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> handle("shop", stored("a", "b", "{}")))
			.withMessage("away");
	}

	@Test
	void aMethodThatTakesAListGetsTheEventsThatItTakes() throws Exception {
		register(new Object() {

			@DualStreamListener(types = "order.placed")
			void placed(List<OrderPlaced> orders) {
				ListenerRegistrarTests.this.seen.addAll(orders);
			}

		});
		handle("shop", stored("order", "order.placed", "{\"total\":1}"), stored("order", "order.paid", "{}"),
				stored("order", "order.placed", "{\"total\":2}"));
		assertThat(this.seen).containsExactly(new OrderPlaced(1), new OrderPlaced(2));
	}

	@Test
	void proxiedBeansAndPlaceholdersWork() throws Exception {
		ProxyFactory proxy = new ProxyFactory(new Proxied());
		proxy.setProxyTargetClass(true);
		List<String> calls = new ArrayList<>();
		proxy.addAdvice((MethodInterceptor) (invocation) -> {
			calls.add(invocation.getMethod().getName());
			return invocation.proceed();
		});
		register(proxy.getProxy());
		handle("billing", stored("order", "order.placed", "{}"));
		assertThat(calls).containsExactly("all");
		assertThat(this.consumers.get("billing").topics()).containsExactlyInAnyOrder("one", "two");
	}

	@Test
	void whenTwoMethodsCouldTakeTheSameEventThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener(types = "order.*")
			void one(Event event) {
			}

			@DualStreamListener(types = "order.placed")
			void two(Event event) {
			}

		}, "could accept the same events", "group of its own");
	}

	@Test
	void whenAClassOfDataIsTakenWithoutTypesThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener
			void one(OrderPlaced order) {
			}

		}, "without saying which events have such data", "types");
	}

	@Test
	void whenABatchSharesItsGroupThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener(types = "a")
			void one(List<Event> events) {
			}

			@DualStreamListener(types = "b")
			void two(Event event) {
			}

		}, "one of them takes batches", "group of its own");
	}

	@Test
	void whenMethodsOfAGroupDisagreeThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener(types = "a", concurrency = "4")
			void one(Event event) {
			}

			@DualStreamListener(types = "b", concurrency = "8")
			void two(Event event) {
			}

		}, "another 'concurrency'", "the same value");
	}

	@Test
	void whenAnAttributeMakesNoSenseThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener(concurrency = "many")
			void one(Event event) {
			}

		}, "'concurrency'", "Correct");
		assertInvalid(new Object() {

			@DualStreamListener(group = "other", start = "yesterday")
			void one(Event event) {
			}

		}, "yesterday", "Correct");
	}

	@Test
	void whenAMethodReturnsSomethingOrTakesNothingThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener
			String one(Event event) {
				return event.id();
			}

		}, "returns a value", "void");
		assertInvalid(new Object() {

			@DualStreamListener
			void one() {
			}

		}, "takes nothing", "Event");
		assertInvalid(new Object() {

			@DualStreamListener(types = "a")
			void one(OrderPlaced order, Map<String, Object> map) {
			}

		}, "more than one class of data", "Leave one");
	}

	@Test
	void whenNothingNamesTheGroupThenTheStartFails() {
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(() -> register(new Object() {

			@DualStreamListener
			void one(Event event) {
			}

		}, "")).withMessageContaining("no consumer group");
	}

	@Test
	void whenASourceTypeHasNoTopicAndOthersHaveThenThatIsWarnedOf(CapturedOutput output) {
		register(new Object() {

			@DualStreamListener(sourceTypes = { "oder", "order" }, types = "a")
			void misspelled(Event event) {
			}

			@DualStreamListener(sourceTypes = "invoice", types = "b", topics = "events")
			void explicit(Event event) {
			}

		});
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("misspelled(Event)", "'oder'", "[order]", "'dual-stream.kafka.topics.oder=events'");
		assertThat(this.consumers.get("shop").topics()).containsExactlyInAnyOrder("events", "orders");
	}

	@Test
	void whenNoSourceTypeHasATopicOfItsOwnThenNothingIsWarnedOf(CapturedOutput output) {
		register(new Object() {

			@DualStreamListener(sourceTypes = "invoice")
			void all(Event event) {
			}

		}, "shop", new TopicRouting("events", Map.of()));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void whatASuspendFunctionDoesAfterItsSuspensionIsAwaited() throws Exception {
		register(new Object() {

			@DualStreamListener(types = "order.placed", sourceTypes = "order")
			Object on(OrderPlaced order, Event event, Continuation<? super Unit> continuation) {
				return resume(continuation, () -> {
					ListenerRegistrarTests.this.seen.addAll(List.of(order, event.type()));
					return Unit.INSTANCE;
				});
			}

		});
		handle("shop", stored("order", "order.placed", "{\"total\":7}"));
		assertThat(this.seen).containsExactly(new OrderPlaced(7), "order.placed");
	}

	@Test
	void whatASuspendFunctionThrowsIsThrown() {
		register(new Object() {

			@DualStreamListener(types = "at.once")
			Object atOnce(Event event, Continuation<? super Unit> continuation) throws IOException {
				throw new IOException("at once");
			}

			@DualStreamListener(types = "later")
			Object later(Event event, Continuation<? super Unit> continuation) {
				return resume(continuation, () -> ResultKt.createFailure(new IOException("later")));
			}

		});
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> handle("shop", stored("a", "at.once", "{}")))
			.withMessage("at once");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> handle("shop", stored("a", "later", "{}")))
			.withMessage("later");
	}

	/** Suspend, and resume on another thread. */
	private static Object resume(Continuation<? super Unit> continuation, Supplier<Object> result) {
		CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)
			.execute(() -> continuation.resumeWith(result.get()));
		return IntrinsicsKt.getCOROUTINE_SUSPENDED();
	}

	@Test
	void whenASuspendFunctionReturnsAValueThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener
			Object on(Event event, Continuation<? super String> continuation) {
				return "";
			}

		}, "on() returns a value", "return Unit");
	}

	@Test
	void anAnnotationMayBeRepeatedAndComposed() throws Exception {
		register(new Object() {

			@DualStreamListener(types = "order.placed", group = "one", topics = "orders")
			@DualStreamListener(types = "order.paid", group = "two", topics = "orders")
			void repeated(Event event) {
				ListenerRegistrarTests.this.seen.add(event.type());
			}

			@Audited(kinds = "order.*")
			void composed(Event event) {
				ListenerRegistrarTests.this.seen.add("audit " + event.type());
			}

		});
		handle("one", stored("order", "order.placed", "{}"));
		handle("one", stored("order", "order.paid", "{}"));
		handle("two", stored("order", "order.paid", "{}"));
		handle("audit", stored("order", "order.paid", "{}"));
		assertThat(this.seen).containsExactly("order.placed", "order.paid", "audit order.paid");
	}

	@Test
	void aConsumerIsFoundByTheIdOfItsListenerWhichHasToBeUnique() {
		register(new Object() {

			@DualStreamListener(id = "a", types = "a", autoStartup = "false")
			void one(Event event) {
			}

			@DualStreamListener(id = "b", types = "b")
			void two(Event event) {
			}

		});
		EventConsumer consumer = this.consumers.get("shop");
		assertThat(this.consumers.getByListenerId("a")).isSameAs(consumer)
			.isSameAs(this.consumers.getByListenerId("b"));
		assertThat(consumer.listenerIds()).containsExactlyInAnyOrder("a", "b");
		assertThat(consumer.isAutoStartup()).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> this.consumers.getByListenerId("c"))
			.withMessageContaining("[a, b]");
		assertInvalid(new Object() {

			@DualStreamListener(id = "c", group = "c")
			void one(Event event) {
			}

			@DualStreamListener(id = "c", group = "d")
			void two(Event event) {
			}

		}, "the same id 'c'", "another one");
	}

	@Test
	void expressionsAreEvaluated() {
		register(new Object() {

			@DualStreamListener(group = "#{'${my.group}'.toUpperCase()}", topics = "#{{'x', 'y'}}")
			void all(Event event) {
			}

		});
		assertThat(this.consumers.get("BILLING").topics()).containsExactlyInAnyOrder("x", "y");
	}

	@Test
	void whenSettingsOfAMethodMakeNoSenseThenTheStartFails() {
		assertInvalid(new Object() {

			@DualStreamListener(maxAttempts = "0")
			void one(Event event) {
			}

		}, "'maxAttempts'", "Correct");
		assertInvalid(new Object() {

			@DualStreamListener(maxDelay = "soon")
			void one(Event event) {
			}

		}, "'maxDelay'", "Correct");
		assertInvalid(new Object() {

			@DualStreamListener(initialDelay = "1h")
			void one(Event event) {
			}

		}, "'initialDelay'", "Correct");
		assertInvalid(new Object() {

			@DualStreamListener(rateLimit = "-1")
			void one(Event event) {
			}

		}, "'rateLimit'", "Correct");
		assertInvalid(new Object() {

			@DualStreamListener(autoStartup = "later")
			void one(Event event) {
			}

		}, "'autoStartup'", "Correct");
		assertInvalid(new Object() {

			@DualStreamListener(ordering = { Ordering.NONE, Ordering.SOURCE })
			void one(Event event) {
			}

		}, "more than one 'ordering'", "Leave one");
	}

	@Test
	void aBroadcastHasAConsumerOfItsOwnAndStartsWithTheNextEvent() {
		register(new Object() {

			@DualStreamListener(types = "a")
			void grouped(Event event) {
			}

			@DualStreamListener(types = "a", broadcast = true)
			void broadcast(Event event) {
			}

		});
		assertThat(this.consumers.all()).extracting(EventConsumer::group)
			.containsExactlyInAnyOrder("shop", "shop-broadcast");
		assertInvalid(new Object() {

			@DualStreamListener(group = "x", broadcast = true, start = "earliest")
			void one(Event event) {
			}

		}, "broadcast with a 'start'", "Remove 'start'");
		assertInvalid(new Object() {

			@DualStreamListener(group = "y", types = "a", broadcast = true)
			void one(Event event) {
			}

			@DualStreamListener(group = "y", types = "b")
			void two(Event event) {
			}

		}, "another 'broadcast'", "same value");
	}

	@Test
	void parametersOfSpringMessagingAreResolved() throws Exception {
		register(new Object() {

			@DualStreamListener(types = "order.placed")
			void placed(@Payload OrderPlaced order, @Header(EventHeaders.SOURCE_ID) String sourceId,
					@Header(EventHeaders.ATTEMPT) int attempt, @Header(EventHeaders.OFFSET) long offset,
					@Header("tenant") String tenant, @Header(name = "absent", required = false) String absent,
					@Headers Map<String, Object> headers, Position position) {
				ListenerRegistrarTests.this.seen
					.addAll(List.of(order, sourceId, attempt, offset, tenant, absent == null, position));
				assertThat(headers).containsEntry(EventHeaders.TYPE, "order.placed");
			}

			@DualStreamListener(types = "order.paid")
			void paid(Message<OrderPlaced> message, MessageHeaders headers) {
				ListenerRegistrarTests.this.seen.addAll(List.of(message.getPayload(), headers.get(EventHeaders.TYPE)));
			}

			@DualStreamListener(types = "order.cancelled")
			void any(Message<?> message) {
				ListenerRegistrarTests.this.seen.add(message.getPayload());
			}

		});
		StoredEvent placed = stored("order", "order.placed", "{\"total\":7}");
		handle("shop",
				new StoredEvent(placed.position(), placed.event().toBuilder().extension("tenant", "acme").build()));
		assertThat(this.seen).containsExactly(new OrderPlaced(7), "42", 1, 1L, "acme", true, placed.position());
		this.seen.clear();
		handle("shop", stored("order", "order.paid", "{\"total\":8}"));
		handle("shop", stored("order", "order.cancelled", "{}"));
		assertThat(this.seen).containsExactly(new OrderPlaced(8), "order.paid", JsonData.of("{}"));
	}

	@Test
	void aHeaderThatIsMissingAndAPayloadThatDoesNotFitAreNotRetried() {
		register(new Object() {

			@DualStreamListener(types = "a")
			void one(Event event, @Header("tenant") String tenant) {
			}

			@DualStreamListener(types = "b")
			void two(Message<OrderPlaced> message) {
			}

		});
		assertThatExceptionOfType(UnreadableDataException.class)
			.isThrownBy(() -> handle("shop", stored("order", "a", "{}")))
			.withMessageContaining("tenant")
			.withMessageContaining("a of order:42");
		assertThatExceptionOfType(UnreadableDataException.class)
			.isThrownBy(() -> handle("shop", stored("order", "b", "[1]")))
			.withMessageContaining("b of order:42");
	}

	@Test
	void aPayloadIsValidatedAndItsValuesAreNotTold() throws Exception {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.afterPropertiesSet();
		register(new Object() {

			@DualStreamListener(types = "order.placed")
			void placed(@Valid Counted order, Event event) {
				ListenerRegistrarTests.this.seen.add(order);
			}

		}, "shop", new TopicRouting("events", Map.of()), validator);
		handle("shop", stored("order", "order.placed", "{\"total\":7}"));
		assertThat(this.seen).containsExactly(new Counted(7));
		assertThatExceptionOfType(UnreadableDataException.class)
			.isThrownBy(() -> handle("shop", stored("order", "order.placed", "{\"total\":-4711}")))
			.withMessageContaining("is not valid: total ")
			.withMessageContaining("order.placed of order:42")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("4711"));
	}

	@Test
	void whenThereIsNoValidatorThenAParameterToBeValidatedFailsTheStart() {
		assertInvalid(new Object() {

			@DualStreamListener(types = "a")
			void one(@Valid Counted order) {
			}

		}, "there is no validator", "spring-boot-starter-validation");
	}

	@Test
	void dataIsReadByItsContentType() throws Exception {
		register(new Object() {

			@DualStreamListener(types = "title")
			void title(StringValue title) {
				ListenerRegistrarTests.this.seen.add(title);
			}

			@DualStreamListener(types = "cover")
			void cover(byte[] cover, BinaryData same) {
				ListenerRegistrarTests.this.seen.addAll(List.of(BinaryData.of(cover), same));
			}

			@DualStreamListener(types = "note")
			void note(String note, CloudEvent cloudEvent) {
				ListenerRegistrarTests.this.seen.addAll(List.of(note, cloudEvent.getDataContentType()));
			}

			@DualStreamListener(types = "order.placed")
			void placed(OrderPlaced order) {
				ListenerRegistrarTests.this.seen.add(order);
			}

		});
		BinaryData title = BinaryData.of(StringValue.of("a").toByteArray());
		BinaryData cover = BinaryData.of(new byte[] { 0, 1 });
		handle("shop", stored("title", "application/protobuf", title));
		handle("shop", stored("cover", "image/png", cover));
		handle("shop", stored("note", "text/plain", BinaryData.of("b".getBytes(StandardCharsets.UTF_8))));
		assertThat(this.seen).containsExactly(StringValue.of("a"), cover, cover, "b", "text/plain");
		assertThatExceptionOfType(UnreadableDataException.class)
			.isThrownBy(() -> handle("shop", stored("order.placed", "image/png", cover)))
			.withMessageContaining("'image/png'")
			.withMessageContaining("DataSerializer");
		assertThatExceptionOfType(UnreadableDataException.class)
			.isThrownBy(() -> handle("shop", stored("title", "application/protobuf", cover)))
			.withMessageContaining("title of order:42");
		assertThatExceptionOfType(UnreadableDataException.class)
			.isThrownBy(() -> handle("shop", stored("order", "cover", "{}")))
			.withMessageContaining("cover of order:42");
	}

	@Test
	void aTombstoneHasNoPayload() throws Exception {
		register(new Object() {

			@DualStreamListener(types = "a")
			void nullable(OrderPlaced order, Event event) {
				ListenerRegistrarTests.this.seen.add(order == null && event.isTombstone());
			}

			@DualStreamListener(types = "b")
			void optional(Optional<OrderPlaced> order) {
				ListenerRegistrarTests.this.seen.add(order);
			}

			@DualStreamListener(types = "c")
			void resolved(@Payload(required = false) OrderPlaced order) {
				ListenerRegistrarTests.this.seen.add(order == null);
			}

		});
		for (String type : List.of("a", "b", "c")) {
			handle("shop", new StoredEvent(new Position("orders", 0, 1), Event.tombstone("order", "42", type)));
		}
		handle("shop", stored("order", "b", "{\"total\":7}"));
		assertThat(this.seen).containsExactly(true, Optional.empty(), true, Optional.of(new OrderPlaced(7)));
	}

	private static StoredEvent stored(String type, String contentType, BinaryData data) {
		return new StoredEvent(new Position("orders", 0, 1),
				Event.builder().source("order", "42").type(type).contentType(contentType).data(data).build());
	}

	private void assertInvalid(Object bean, String problem, String action) {
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(() -> register(bean))
			.withMessageContaining("@DualStreamListener ")
			.withMessageContaining(problem)
			.satisfies((ex) -> assertThat(ex.action()).contains(action));
	}

	private void register(Object bean) {
		register(bean, "shop");
	}

	private void register(Object bean, String application) {
		register(bean, application, new TopicRouting("events", Map.of("order", "orders")));
	}

	private void register(Object bean, String application, TopicRouting routing) {
		register(bean, application, routing, null);
	}

	private void register(Object bean, String application, TopicRouting routing, @Nullable Validator validator) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.addEmbeddedValueResolver(new MockEnvironment().withProperty("my.group", "billing")
			.withProperty("my.topics", "one, two")::resolvePlaceholders);
		beans.setBeanExpressionResolver(new StandardBeanExpressionResolver());
		beans.registerSingleton("bean", bean);
		new ListenerRegistrar(beans, this.consumers, routing,
				new DataReader(JsonMapper.shared(), new DataSerializers(List.of(new ProtobufSerializer()))), validator,
				application, new LateListeners())
			.afterSingletonsInstantiated();
	}

	private void handle(String group, StoredEvent... events) throws Exception {
		this.handlers.get(group).handle(List.of(events));
	}

	private static StoredEvent stored(String sourceType, String type, String json) {
		return new StoredEvent(new Position("orders", 0, 1), Event.of(sourceType, "42", type, JsonData.of(json)));
	}

	record OrderPlaced(int total) {

	}

	record Counted(@Positive int total) {

	}

	@DualStreamListener(group = "audit", topics = "orders")
	@Retention(RetentionPolicy.RUNTIME)
	@interface Audited {

		@AliasFor(annotation = DualStreamListener.class, attribute = "types")
		String[] kinds();

	}

	static class Proxied {

		@DualStreamListener(group = "${my.group}", topics = "${my.topics}")
		void all(Event event) {
		}

	}

	private static final class NoGroups implements ConsumerGroups {

		@Override
		public GroupMember join(String group, Collection<String> topics, StartPosition start,
				AssignmentListener listener) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> forget(String group) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
			throw new UnsupportedOperationException();
		}

	}

}
