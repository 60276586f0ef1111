package io.github.dualstream.benchmarks.engines;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicSettings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A service with dual-stream on one of the engines.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EngineApplication {

	/** Start it on both log and bus of an engine, with the topic of the orders. */
	static ConfigurableApplicationContext start(Engine engine) {
		return start(engine, engine.bus());
	}

	/** Start it on the log of an engine alone, with the topic of the orders. */
	static ConfigurableApplicationContext startWithoutBus(Engine engine) {
		return start(engine, "none");
	}

	private static ConfigurableApplicationContext start(Engine engine, String bus) {
		String[] arguments = Stream
			.concat(engine.properties().stream(),
					Stream.of("dual-stream.transport.log=" + engine.name(), "dual-stream.transport.bus=" + bus))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		ConfigurableApplicationContext service = SpringApplication.run(EngineApplication.class, arguments);
		createTopics(service, List.of(Topic.NAME), Topic.PARTITIONS);
		return service;
	}

	/** Create the topics that do not exist, and wait until they can be written to. */
	static void createTopics(ConfigurableApplicationContext service, Collection<String> topics, int partitions) {
		TopicAdministration administration = service.getBean(TopicAdministration.class);
		topics.forEach((topic) -> administration.create(topic, TopicSettings.ofPartitions(partitions)));
		administration.awaitReady(topics);
	}

}
