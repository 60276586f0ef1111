package io.github.dualstream.autoconfigure.contract;

import io.github.dualstream.autoconfigure.MissingLibraryCheck;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of contracts. Their properties are checked even if there are none.
 */
@AutoConfiguration(afterName = "io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
		beforeName = "io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ContractProperties.class)
@Import(ContractConfiguration.class)
public final class DualStreamContractAutoConfiguration {

	private static final String VALIDATION = "dual-stream.contracts.validation";

	@Bean
	static MissingLibraryCheck dualStreamWarningContractLibraryCheck(Environment environment) {
		return libraryCheck(environment, "warn");
	}

	@Bean
	static MissingLibraryCheck dualStreamRejectingContractLibraryCheck(Environment environment) {
		return libraryCheck(environment, "reject");
	}

	private static MissingLibraryCheck libraryCheck(Environment environment, String value) {
		return new MissingLibraryCheck(environment, VALIDATION, value)
			.requires("io.github.dualstream.contract.Contracts", "io.github.dualstream:dual-stream-contracts");
	}

}
