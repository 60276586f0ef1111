package io.github.dualstream.autoconfigure.kafka;

import io.github.dualstream.codec.WireFormat;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Log on Kafka.
 *
 * @param format Format of the records.
 */
@ConfigurationProperties("dual-stream.kafka")
record KafkaLogProperties(@DefaultValue("cloudevents") WireFormat format) {

}
