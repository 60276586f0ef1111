package io.github.dualstream.autoconfigure.contract;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of contracts.
 *
 * @param validation Effect of contracts on the publishing of events.
 */
@ConfigurationProperties("dual-stream.contracts")
record ContractProperties(@DefaultValue("off") ContractValidation validation) {

}
