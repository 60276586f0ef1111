package io.github.dualstream.autoconfigure.contract;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.contract.AsyncApi;
import io.github.dualstream.contract.Contracts;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters of contracts and of the AsyncAPI document.
 */
@AutoConfiguration(after = DualStreamContractAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnClass(Contracts.class)
@ConditionalOnBean(Contracts.class)
public final class DualStreamContractActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ContractMetrics dualStreamContractMetrics(MeterRegistry registry) {
			return new ContractMetrics(registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(9)
		@ConditionalOnBean(AsyncApi.class)
		AsyncApiStatus dualStreamAsyncApiStatus(ObjectProvider<AsyncApi> asyncApi) {
			return new AsyncApiStatus(asyncApi);
		}

	}

}
