package io.github.dualstream.benchmarks.startup;

import io.github.dualstream.benchmarks.run.ProcessUsage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application with nothing of its own. It prints a line when it is ready, then how
 * many bytes of its heap are in use and how many beans it has, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EmptyApplication {

	static final String READY = "ready";

	public static void main(String[] arguments) {
		try (ConfigurableApplicationContext context = SpringApplication.run(EmptyApplication.class, arguments)) {
			System.out.println(READY);
			System.out.println(ProcessUsage.heapInUse());
			System.out.println(context.getBeanDefinitionCount());
		}
	}

}
