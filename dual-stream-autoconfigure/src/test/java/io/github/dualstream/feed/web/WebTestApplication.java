package io.github.dualstream.feed.web;

import java.util.Map;

import io.github.dualstream.autoconfigure.feed.DualStreamWebAutoConfiguration;
import io.github.dualstream.autoconfigure.history.DualStreamHistoryAutoConfiguration;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A web application with nothing but the endpoints, on an in-memory log and bus.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, JettyServletWebServerAutoConfiguration.class,
		DispatcherServletAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
		JacksonAutoConfiguration.class, WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class,
		DualStreamHistoryAutoConfiguration.class, DualStreamWebAutoConfiguration.class })
class WebTestApplication {

	/** By default, Tomcat is there and Jetty is excluded. */
	static final String ON_JETTY = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";

	@Bean
	InMemoryLog log() {
		return new InMemoryLog("events");
	}

	@Bean
	InMemoryBus bus() {
		return new InMemoryBus();
	}

	@Bean
	ChannelNaming channelNaming(InMemoryBus bus) {
		return bus.naming();
	}

	@Bean
	TopicRouting topicRouting() {
		return new TopicRouting("events", Map.of());
	}

}
