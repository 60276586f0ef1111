package io.github.dualstream.faults.patterns;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the service does.
 *
 * @param working whether it places orders, and operates its projection
 * @param rate orders per second
 */
@ConfigurationProperties("fulfilment")
record FulfilmentProperties(@DefaultValue("true") boolean working, @DefaultValue("15") int rate) {

}
