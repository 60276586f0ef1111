package io.github.dualstream.consumer.listener;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration;
import io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration;
import io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.transport.ConsumerGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.Mockito.mock;

/**
 * Which beans are found to have listener methods, however they are declared. Nothing is
 * consumed here.
 */
@SuppressWarnings({ "UnusedMethod", "UnusedVariable" }) // called by consumers
class ListenerBeansTests {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void howeverAListenerIsDeclaredItsGroupIsThere(boolean lazy) {
		try (ConfigurableApplicationContext context = start(lazy, Listeners.class)) {
			assertThat(context.getBean(EventConsumers.class).all()).extracting(EventConsumer::group)
				.containsExactlyInAnyOrder("shown", "interface", "superclass", "object", "cglib", "jdk", "scoped",
						"scoped-interface", "consumer");
		}
	}

	@Test
	void whenAListenerIsInAParentContextThenItsGroupIsThere() {
		try (ConfigurableApplicationContext parent = new SpringApplicationBuilder(InParent.class)
			.web(WebApplicationType.NONE)
			.run();
				ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.class)
					.web(WebApplicationType.NONE)
					.parent(parent)
					.properties("dual-stream.consumer.auto-startup=false")
					.run()) {
			assertThat(child.getBean(EventConsumers.class).all()).extracting(EventConsumer::group)
				.containsExactly("parent");
		}
	}

	@Test
	void whenALazyBeanHidesItsListenerThenItIsRefusedOnceItIsCreated() {
		try (ConfigurableApplicationContext context = start(false, Hidden.class)) {
			for (String bean : List.of("hidden", "made")) {
				assertThatException().isThrownBy(() -> context.getBean(bean))
					.havingRootCause()
					.withMessageContaining("is in bean '" + bean + "'")
					.withMessageContaining("created after the search for listeners");
			}
		}
	}

	private static ConfigurableApplicationContext start(boolean lazy, Class<?> listeners) {
		return new SpringApplicationBuilder(Application.class, listeners).web(WebApplicationType.NONE)
			.lazyInitialization(lazy)
			.properties("dual-stream.consumer.auto-startup=false")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DualStreamRoutingAutoConfiguration.class, DualStreamJsonAutoConfiguration.class,
			DualStreamConsumerAutoConfiguration.class })
	static class Application {

		@Bean
		ConsumerGroups groups() {
			return mock(ConsumerGroups.class);
		}

		@Bean
		DeadLetterLog deadLetters() {
			return mock(DeadLetterLog.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		Shown shown() {
			return new Shown();
		}

		@Bean
		Handler byInterface() {
			return new ByInterface();
		}

		@Bean
		Base bySuperclass() {
			return new BySuperclass();
		}

		@Bean
		Object byObject() {
			return new ByObject();
		}

		@Bean
		Proxied byCglib() {
			ProxyFactory factory = new ProxyFactory(new Proxied());
			factory.setProxyTargetClass(true);
			return (Proxied) factory.getProxy();
		}

		@Bean
		Annotated byJdkProxy() {
			return (Annotated) new ProxyFactory(new OfAnnotated()).getProxy();
		}

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Scoped scoped() {
			return new Scoped();
		}

		@Bean
		@Scope(scopeName = "singleton", proxyMode = ScopedProxyMode.INTERFACES)
		OfScoped scopedByInterface() {
			return new OfScoped();
		}

		@Bean
		EventConsumer consumer(EventConsumers consumers) {
			return consumers.group("consumer").topic("events").handler((event) -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InParent {

		@Bean
		Handler parent() {
			return new Handler() {

				@DualStreamListener(group = "parent", topics = "events")
				void on(Event event) {
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		@Lazy
		Handler hidden() {
			return new ByInterface();
		}

		@Bean
		Maker made() {
			return new Maker();
		}

	}

	static final class Maker implements FactoryBean<Handler> {

		@Override
		public Handler getObject() {
			return new ByInterface();
		}

		@Override
		public Class<?> getObjectType() {
			return Handler.class;
		}

	}

	interface Handler {

	}

	static class Base {

	}

	static class Shown {

		@DualStreamListener(group = "shown", topics = "events")
		void on(Event event) {
		}

	}

	static class ByInterface implements Handler {

		@DualStreamListener(group = "interface", topics = "events")
		void on(Event event) {
		}

	}

	static class BySuperclass extends Base {

		@DualStreamListener(group = "superclass", topics = "events")
		void on(Event event) {
		}

	}

	static class ByObject {

		@DualStreamListener(group = "object", topics = "events")
		void on(Event event) {
		}

	}

	static class Proxied {

		@DualStreamListener(group = "cglib", topics = "events")
		public void on(Event event) {
		}

	}

	interface Annotated {

		@DualStreamListener(group = "jdk", topics = "events")
		void on(Event event);

	}

	static class OfAnnotated implements Annotated {

		@Override
		public void on(Event event) {
		}

	}

	static class Scoped {

		@DualStreamListener(group = "scoped", topics = "events")
		public void on(Event event) {
		}

	}

	interface ScopedHandler {

		void on(Event event);

	}

	static class OfScoped implements ScopedHandler {

		@Override
		@DualStreamListener(group = "scoped-interface", topics = "events")
		public void on(Event event) {
		}

	}

}
