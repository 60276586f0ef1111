package io.github.dualstream.faults.outbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the service does.
 *
 * @param threads how many threads run transactions
 * @param rate transactions per second of each of them
 */
@ConfigurationProperties("orders")
record OrdersProperties(@DefaultValue("3") int threads, @DefaultValue("50") int rate) {

}
