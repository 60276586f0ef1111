package io.github.dualstream.faults.patterns;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.projection.Projections;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A service whose orders are fulfilled by a saga and projected to a view, and which
 * rebuilds that view again and again.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(FulfilmentProperties.class)
@Import({ Fulfilment.class, Effects.class })
class FulfilmentApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(FulfilmentApplication.class, arguments);
	}

	@Bean
	OrderWorkload orderWorkload(@EventPublisher DualStreamPublisher events, ScheduledPublisher scheduler,
			JdbcTemplate jdbc, TransactionTemplate transaction, FulfilmentProperties properties) {
		return new OrderWorkload(events, scheduler, jdbc, transaction, properties);
	}

	@Bean
	ViewWorkload viewWorkload(@EventPublisher DualStreamPublisher events, Projections projections, JdbcTemplate jdbc,
			FulfilmentProperties properties) {
		return new ViewWorkload(events, projections, jdbc, properties);
	}

}
