package io.github.dualstream.autoconfigure.schedule;

import io.github.dualstream.schedule.ThreadListener;
import io.github.dualstream.schedule.Threads;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Threads of all dual-stream beans. Imported by each auto-configuration that has some.
 */
@Configuration(proxyBeanMethods = false)
public class ThreadsConfiguration {

	/** Listeners are looked up when a thread fails: most of them need the meters. */
	@Bean
	Threads dualStreamThreads(ObjectProvider<ThreadListener> listeners) {
		return new Threads(
				(thread, failure) -> listeners.orderedStream().forEach((listener) -> listener.failed(thread, failure)));
	}

}
