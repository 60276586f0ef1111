package io.github.dualstream.applicationevent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.HandlerSettings;
import io.github.dualstream.consumer.UnreadableDataException;
import io.github.dualstream.transport.ProcessedEventsUnavailableException;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.Assert;

/**
 * Finds the beans with {@link ReceiveApplicationEvents} once all singletons exist, and
 * creates a consumer for each of their groups, which publishes application events.
 */
public final class ReceivedEventRegistrar implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beans;

	private final EventConsumers consumers;

	private final TopicRouting routing;

	private final DataReader reader;

	private final ApplicationEventPublisher publisher;

	private final TransactionOperations transaction;

	/**
	 * Create the registrar.
	 * @param beans bean factory to search
	 * @param consumers registry of the consumers to create
	 * @param routing topics of source types
	 * @param reader reader of the data of events
	 * @param publisher publisher of the application events
	 * @param transaction transaction that the listeners of an event share
	 */
	public ReceivedEventRegistrar(ConfigurableListableBeanFactory beans, EventConsumers consumers, TopicRouting routing,
			DataReader reader, ApplicationEventPublisher publisher, TransactionOperations transaction) {
		this.beans = beans;
		this.consumers = consumers;
		this.routing = routing;
		this.reader = reader;
		this.publisher = publisher;
		this.transaction = transaction;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beans.getBeanNamesForAnnotation(ReceiveApplicationEvents.class)) {
			ReceiveApplicationEvents annotation = this.beans.findAnnotationOnBean(name, ReceiveApplicationEvents.class);
			if (annotation != null) {
				register(name, annotation);
			}
		}
	}

	private void register(String bean, ReceiveApplicationEvents annotation) {
		Map<Kind, Class<?>> payloads = payloads(bean, annotation.payloads());
		String group = Objects.requireNonNullElse(this.beans.resolveEmbeddedValue(annotation.group()), "");
		EventConsumer.Builder consumer = this.consumers.group(group);
		HandlerSettings common = consumer.handlerSettings();
		String name = "the application events of bean '" + bean + "'";
		HandlerSettings named = new HandlerSettings(name, common.retry(), common.rateLimit());
		consumer.topics(topics(payloads.keySet()))
			.filter((event) -> payloads.containsKey(Kind.of(event)))
			.handlerSettings((event) -> named)
			.handler((event) -> handle(event, payloads.get(Kind.of(event.event()))));
	}

	private static Map<Kind, Class<?>> payloads(String bean, Class<?>[] types) {
		Assert.state(types.length > 0, () -> "@ReceiveApplicationEvents of bean '" + bean + "' names no payloads");
		Map<Kind, Class<?>> payloads = new LinkedHashMap<>();
		for (Class<?> type : types) {
			DualStreamEvent event = EventPayloads.annotationOf(type);
			Assert.state(event != null, () -> "Payload " + type.getName() + " in @ReceiveApplicationEvents of bean '"
					+ bean + "' has no annotation @DualStreamEvent, which says what events have this payload");
			Class<?> other = payloads.putIfAbsent(new Kind(event.sourceType(), event.type()), type);
			Assert.state(other == null, () -> "Payloads " + other.getName() + " and " + type.getName()
					+ " in @ReceiveApplicationEvents of bean '" + bean + "' are of the same type of event; name one");
		}
		return payloads;
	}

	private Collection<String> topics(Collection<Kind> kinds) {
		return kinds.stream().map((kind) -> this.routing.topicOf(kind.sourceType())).collect(Collectors.toSet());
	}

	private void handle(StoredEvent event, @Nullable Class<?> type) {
		// the filter lets pass no others
		Object payload = this.reader.as(Objects.requireNonNull(type)).apply(event.event());
		if (payload == null) {
			throw new UnreadableDataException(event.event() + " is a tombstone, which has no payload", null);
		}
		publish(new ReceivedEvent<>(this, payload, event));
	}

	/** A transaction that cannot begin is an outage, which costs no attempts. */
	private void publish(ReceivedEvent<?> received) {
		AtomicBoolean begun = new AtomicBoolean();
		try {
			this.transaction.executeWithoutResult((status) -> {
				begun.set(true);
				this.publisher.publishEvent(received);
			});
		}
		catch (TransactionException ex) {
			throw begun.get() ? ex : new ProcessedEventsUnavailableException(
					"Could not begin a transaction for the listeners of a received event", ex);
		}
	}

	/**
	 * Kind of events.
	 *
	 * @param sourceType type of the source
	 * @param type type of the event
	 */
	private record Kind(String sourceType, String type) {

		static Kind of(Event event) {
			return new Kind(event.sourceType(), event.type());
		}

	}

}
