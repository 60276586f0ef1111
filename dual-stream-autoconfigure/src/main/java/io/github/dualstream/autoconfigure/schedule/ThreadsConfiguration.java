package io.github.dualstream.autoconfigure.schedule;

import io.github.dualstream.schedule.ThreadListener;
import io.github.dualstream.schedule.Threads;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configuration of the threads of all dual-stream beans. Imported by each
 * auto-configuration that uses them.
 */
@Configuration(proxyBeanMethods = false)
public class ThreadsConfiguration {

	/**
	 * Threads whose listeners are looked up only at a failure, since most of them depend
	 * on the meters.
	 */
	@Bean
	Threads dualStreamThreads(ObjectProvider<ThreadListener> listeners) {
		return new Threads(
				(thread, failure) -> listeners.orderedStream().forEach((listener) -> listener.failed(thread, failure)));
	}

}
