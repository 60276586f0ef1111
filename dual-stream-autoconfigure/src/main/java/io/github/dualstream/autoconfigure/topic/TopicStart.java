package io.github.dualstream.autoconfigure.topic;

import io.github.dualstream.topic.TopicInitializer;
import io.github.dualstream.topic.TopicStrategy;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * What a start has to do with topics. Those that are created must be there before
 * anything is started that publishes; what is only compared does not hold up the start,
 * nor takes its processors.
 */
final class TopicStart implements SmartInitializingSingleton, ApplicationListener<ApplicationReadyEvent> {

	private final TopicInitializer initializer;

	private final TopicStrategy strategy;

	TopicStart(TopicInitializer initializer, TopicStrategy strategy) {
		this.initializer = initializer;
		this.strategy = strategy;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.strategy.creates()) {
			this.initializer.await(DualStreamTopicAutoConfiguration.TIMEOUT);
		}
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent ready) {
		this.initializer.start();
	}

}
