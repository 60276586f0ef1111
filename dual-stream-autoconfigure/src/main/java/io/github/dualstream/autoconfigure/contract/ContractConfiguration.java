package io.github.dualstream.autoconfigure.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.dualstream.codec.EventCheck;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.contract.AsyncApi;
import io.github.dualstream.contract.ConsumerContracts;
import io.github.dualstream.contract.ContractCheck;
import io.github.dualstream.contract.ContractListener;
import io.github.dualstream.contract.Contracts;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;

/**
 * Configuration of contracts, where their library is on the class path.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Contracts.class)
@ImportRuntimeHints(ContractRuntimeHints.class)
class ContractConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Contracts dualStreamContracts(ResourceLoader resources) {
		return Contracts.load(resources.getClassLoader());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ConsumerContracts dualStreamConsumerContracts(ResourceLoader resources) {
		return ConsumerContracts.load(resources.getClassLoader());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	@ConditionalOnBean(TopicRouting.class)
	AsyncApi dualStreamAsyncApi(Contracts contracts, ConsumerContracts needs, TopicRouting routing,
			ObjectProvider<EventConsumers> consumers,
			@Value("${spring.application.name:application}") String application,
			@Value("${spring.application.version:0}") String version) {
		return new AsyncApi(application, version, contracts, needs, routing, () -> topicsByGroup(consumers));
	}

	private static Map<String, Set<String>> topicsByGroup(ObjectProvider<EventConsumers> consumers) {
		Map<String, Set<String>> topics = new TreeMap<>();
		consumers
			.ifAvailable((all) -> all.all().forEach((consumer) -> topics.put(consumer.group(), consumer.topics())));
		return topics;
	}

	@Bean
	EventCheck dualStreamContractCheck(ContractProperties properties, ObjectProvider<Contracts> contracts,
			ObjectProvider<ContractListener> listeners) {
		if (properties.validation() == ContractValidation.OFF) {
			return EventCheck.NONE;
		}
		List<ContractListener> all = listeners.orderedStream().toList();
		return new ContractCheck(contracts.getObject(), properties.validation() == ContractValidation.REJECT,
				(type, outcome) -> all.forEach((listener) -> listener.checked(type, outcome)));
	}

}
