package io.github.dualstream.autoconfigure.actuator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@code /actuator/dualstream}, whose parts are the
 * {@link StatusContributor} beans of the features and of the application.
 */
@AutoConfiguration
@ConditionalOnDualStreamStatus
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DualStreamEndpoint dualStreamEndpoint(ObjectProvider<StatusContributor> contributors) {
		return new DualStreamEndpoint(contributors.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(DualStreamEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	DualStreamWebExtension dualStreamWebExtension(DualStreamEndpoint endpoint) {
		return new DualStreamWebExtension(endpoint);
	}

}
