package io.github.dualstream.benchmarks.feeds;

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A process that does nothing but to serve live feeds.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class GatewayApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(GatewayApplication.class, arguments);
	}

	/** A stream reads nothing after its request. */
	@Bean
	TomcatConnectorCustomizer smallReadBuffers() {
		return (connector) -> connector.setProperty("socket.appReadBufSize", "1024");
	}

	@GetMapping("/pid")
	long pid() {
		return ProcessHandle.current().pid();
	}

	/** In use after garbage collections, in bytes. */
	@GetMapping("/heap")
	long heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
