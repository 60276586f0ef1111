package io.github.dualstream.autoconfigure.topic;

import io.github.dualstream.topic.TopicInitializer;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Startup of the topic management. Topics must be created before any publishing bean is
 * started; mere comparisons do not delay the startup.
 */
final class TopicStart implements SmartInitializingSingleton, ApplicationListener<ApplicationReadyEvent> {

	private final TopicInitializer initializer;

	private final boolean waiting;

	TopicStart(TopicInitializer initializer, boolean waiting) {
		this.initializer = initializer;
		this.waiting = waiting;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.waiting) {
			this.initializer.await(TopicConfiguration.TIMEOUT);
		}
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent ready) {
		this.initializer.start();
	}

}
