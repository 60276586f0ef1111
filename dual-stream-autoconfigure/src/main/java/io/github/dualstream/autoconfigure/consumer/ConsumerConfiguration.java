package io.github.dualstream.autoconfigure.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.consumer.ConsumerListener;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.FailureDecider;
import io.github.dualstream.consumer.HandlerDecorator;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.consumer.lag.LagLevelChanged;
import io.github.dualstream.consumer.lag.LagListener;
import io.github.dualstream.consumer.lag.LagMonitor;
import io.github.dualstream.consumer.listener.LateListeners;
import io.github.dualstream.consumer.listener.ListenerRegistrar;
import io.github.dualstream.consumer.replay.Replays;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.validation.Validator;

/**
 * Configuration of consumers.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({ ConsumerGroups.class, DeadLetterLog.class })
@Import(ThreadsConfiguration.class)
class ConsumerConfiguration {

	private static final String THREAD_NAME = "dual-stream-handler-";

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

	@Bean
	@ConditionalOnMissingBean
	EventConsumers dualStreamEventConsumers(ConsumerProperties consumer, ConsumerGroups groups,
			DeadLetterLog deadLetters, ObjectProvider<DeadLetterJournal> journal, Environment environment,
			ObjectProvider<ConsumerListener> listeners, ObjectProvider<HandlerDecorator> decorators,
			ObjectProvider<FailureDecider> deciders, ObjectProvider<LogReaders> readers,
			ObjectProvider<EventConsumerCustomizer> customizers, Threads supervision) {
		ThreadFactory threads = Threads.numbered(THREAD_NAME, Threading.VIRTUAL.isActive(environment));
		List<HandlerDecorator> orderedDecorators = decorators.orderedStream().toList();
		List<FailureDecider> orderedDeciders = deciders.orderedStream().toList();
		List<EventConsumerCustomizer> orderedCustomizers = customizers.orderedStream().toList();
		ConsumerListener listening = ConsumerListener.of(listeners.orderedStream().toList());
		return new EventConsumers((group) -> {
			EventConsumer.Builder builder = new EventConsumer.Builder(groups, group, deadLetters)
				.settings(consumer.settingsOf(group))
				.ordering(consumer.orderingOf(group))
				.retry(consumer.retryOf(group))
				.rateLimit(consumer.rateLimitOf(group))
				.failureDeciders(orderedDeciders)
				.start(consumer.startOf(group))
				.readers(readers.getIfAvailable())
				.afterDeadLetter(consumer.afterDeadLetterOf(group))
				.redrive(journal.getIfAvailable())
				.autoStartup(consumer.autoStartup())
				.threads(threads)
				.supervisedBy(supervision)
				.listener(listening)
				.decorators(orderedDecorators);
			orderedCustomizers.forEach((customizer) -> customizer.customize(group, builder));
			return builder;
		});
	}

	@Bean
	DeadLetterEvents dualStreamDeadLetterEvents(ApplicationEventPublisher events, Threads threads) {
		return new DeadLetterEvents(events, threads);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(DeadLetterJournal.class)
	DeadLetters dualStreamDeadLetters(DeadLetterJournal journal) {
		return new DeadLetters(journal, ANSWER_TIMEOUT);
	}

	@Bean
	ConfiguredGroupsCheck dualStreamConfiguredGroupsCheck(ConsumerProperties properties, EventConsumers consumers) {
		return new ConfiguredGroupsCheck(properties.groups().keySet(), consumers);
	}

	@Bean
	@ConditionalOnMissingBean
	Replays dualStreamReplays(EventConsumers consumers, ConsumerGroups groups, Threads threads) {
		return new Replays(consumers, groups, threads);
	}

	@Bean
	@ConditionalOnMissingBean
	LagMonitor dualStreamConsumerLagMonitor(ConsumerProperties properties, EventConsumers consumers,
			ObjectProvider<LagListener> listeners, ApplicationEventPublisher events, Threads threads) {
		ConsumerProperties.Lag lag = properties.lag();
		List<LagListener> all = new ArrayList<>(listeners.orderedStream().toList());
		all.add((measured, previous) -> {
			if (measured.level() != previous) {
				events.publishEvent(new LagLevelChanged(previous, measured));
			}
		});
		return new LagMonitor(consumers, lag.thresholds(), lag.interval(), all, threads);
	}

	@Bean
	ListenerRegistrar dualStreamListenerRegistrar(ConfigurableListableBeanFactory beans, EventConsumers consumers,
			TopicRouting routing, DataReader reader, ObjectProvider<Validator> validator,
			@Value("${spring.application.name:}") String application, LateListeners lateListeners) {
		return new ListenerRegistrar(beans, consumers, routing, reader, validator.getIfUnique(), application,
				lateListeners);
	}

	@Bean
	static LateListeners dualStreamLateListeners() {
		return new LateListeners();
	}

	/**
	 * Exclude consumers from lazy initialization, since no other bean depends on them.
	 */
	@Bean
	static LazyInitializationExcludeFilter dualStreamConsumersAreNotLazy() {
		return new EagerConsumers();
	}

}
