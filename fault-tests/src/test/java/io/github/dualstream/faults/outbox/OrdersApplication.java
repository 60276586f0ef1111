package io.github.dualstream.faults.outbox;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A service that changes its database and publishes an event of it, again and again.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(OrdersProperties.class)
class OrdersApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(OrdersApplication.class, arguments);
	}

	@Bean
	OrdersWorkload ordersWorkload(@EventPublisher DualStreamPublisher publisher, JdbcTemplate jdbc,
			TransactionTemplate transaction, OrdersProperties properties) {
		return new OrdersWorkload(publisher, jdbc, transaction, properties);
	}

}
