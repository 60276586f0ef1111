package io.github.dualstream.faults;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application under test does with events.
 *
 * @param process its name in the history
 * @param history file for its history
 * @param topic what it reads
 * @param group its group
 * @param millis how long the handler takes
 */
@ConfigurationProperties("handling")
record HandlingProperties(String process, Path history, String topic, String group, @DefaultValue("5") int millis) {

}
