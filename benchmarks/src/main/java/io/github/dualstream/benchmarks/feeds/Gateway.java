package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.PeersFilter;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.test.ApplicationProcess;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * dual-stream's endpoint, as its starter configures it. Who publishes is another process.
 */
final class Gateway implements StreamServer {

	/** On Tomcat. */
	static final String NAME = "dual-stream";

	static final String NAME_ON_JETTY = "dual-stream-jetty";

	static final String SOURCE_ID = "fan-out";

	private final String name;

	private final ApplicationProcess process;

	private final DualStreamPublisher publisher;

	private Gateway(String name, ApplicationProcess process, DualStreamPublisher publisher) {
		this.name = name;
		this.process = process;
		this.publisher = publisher;
	}

	static Gateway start(String name, List<String> jvmOptions, Servers servers, DualStreamPublisher publisher) {
		Map<String, String> properties = new TreeMap<>();
		servers.properties().forEach((property) -> {
			String[] parts = property.split("=", 2);
			properties.put(parts[0], parts[1]);
		});
		properties.put("spring.main.web-application-type", "servlet");
		properties.put("dual-stream.web.enabled", "true");
		properties.put("dual-stream.web.allow-anonymous", "true");
		properties.put("server.tomcat.max-connections", "20000");
		properties.put("server.tomcat.accept-count", "4096");
		properties.put("server.tomcat.max-http-response-header-size", "1KB");
		if (name.equals(NAME_ON_JETTY)) {
			String[] jetty = PeersFilter.with(PeersFilter.JETTY).split("=", 2);
			properties.put(jetty[0], jetty[1]);
		}
		return new Gateway(name, ApplicationProcess.start(Application.class, jvmOptions, properties), publisher);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public int port() {
		return this.process.port();
	}

	@Override
	public String path() {
		return "/events/stream?history=0&source=" + Orders.SOURCE_TYPE + ":" + SOURCE_ID;
	}

	@Override
	public void publish(List<String> ids) {
		CompletableFuture.allOf(ids.stream().map(this::publish).toArray(CompletableFuture[]::new)).join();
	}

	private CompletableFuture<?> publish(String id) {
		return this.publisher.publishAsync(
				Event.builder().id(id).source(Orders.SOURCE_TYPE, SOURCE_ID).type(Orders.TYPE).data(Map.of()).build());
	}

	@Override
	public long pid() {
		return ask("/pid");
	}

	@Override
	public long heap() {
		return ask("/heap");
	}

	private long ask(String path) {
		try (var answer = URI.create("http://127.0.0.1:" + port() + path).toURL().openStream()) {
			return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.process.output(), ex);
		}
	}

	@Override
	public void close() {
		this.process.close();
	}

	/** A process that does nothing but to serve live feeds. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		public static void main(String[] arguments) {
			SpringApplication.run(Application.class, arguments);
		}

		/** A stream reads nothing after its request. */
		@Bean
		TomcatConnectorCustomizer smallReadBuffers() {
			return (connector) -> connector.setProperty("socket.appReadBufSize", "1024");
		}

		@GetMapping("/pid")
		long pid() {
			return ProcessHandle.current().pid();
		}

		@GetMapping("/heap")
		long heap() {
			return ProcessUsage.heapInUse();
		}

	}

}
