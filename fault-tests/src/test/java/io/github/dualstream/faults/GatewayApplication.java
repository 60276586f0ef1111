package io.github.dualstream.faults;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Serves live feeds, and publishes nothing.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
class GatewayApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(GatewayApplication.class, arguments);
	}

}
