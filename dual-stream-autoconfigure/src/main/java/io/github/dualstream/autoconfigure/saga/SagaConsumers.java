package io.github.dualstream.autoconfigure.saga;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.HandlerSettings;
import io.github.dualstream.saga.InvalidSagaEventException;
import io.github.dualstream.saga.SagaType;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Creates a consumer for each saga, whose group has the name of the saga.
 */
final class SagaConsumers implements SmartInitializingSingleton {

	private final Sagas sagas;

	private final EventConsumers consumers;

	private final TopicRouting routing;

	SagaConsumers(Sagas sagas, EventConsumers consumers, TopicRouting routing) {
		this.sagas = sagas;
		this.consumers = consumers;
		this.routing = routing;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.sagas.types().forEach(this::register);
	}

	private void register(SagaType type) {
		EventConsumer.Builder consumer = this.consumers.group(type.name());
		HandlerSettings common = consumer.handlerSettings();
		HandlerSettings settings = new HandlerSettings("saga '" + type.name() + "'",
				common.retry().withFatal(List.of(InvalidSagaEventException.class)), common.rateLimit());
		consumer.topics(topics(type))
			.filter(type::accepts)
			.handlerSettings((event) -> settings)
			.handler((event) -> this.sagas.handle(type, event.event()));
	}

	private Set<String> topics(SagaType type) {
		Set<String> topics = new LinkedHashSet<>(type.topics());
		if (topics.isEmpty()) {
			type.sourceTypes().forEach((sourceType) -> topics.add(this.routing.topicOf(sourceType)));
		}
		if (topics.isEmpty()) {
			topics.addAll(this.routing.all());
		}
		if (type.hasDeadlines()) {
			topics.add(this.routing.topicOf(type.name()));
		}
		return topics;
	}

}
