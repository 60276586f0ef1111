package io.github.dualstream.feed.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.method.HandlerTypePredicate;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoints within an application that puts all around them that one may
 * put around a controller: advice, a context path, a servlet path, a prefix, CORS for
 * everybody, filters that wrap, compression.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "dual-stream.web.enabled=true", "dual-stream.web.heartbeat=200ms",
				"dual-stream.web.allowed-origins=https://page.example,https://other.example",
				"server.servlet.context-path=/shop", "spring.mvc.servlet.path=/mvc",
				"server.forward-headers-strategy=framework", "server.compression.enabled=true",
				"server.compression.min-response-size=1",
				"server.compression.mime-types=application/json,text/event-stream" })
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndpointSurroundingsTests {

	private static final String PAGE = "https://page.example";

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String sourceId = UUID.randomUUID().toString();

	@LocalServerPort
	private int port;

	@Autowired
	private Feeds feeds;

	@Autowired
	private Queue<String> advised;

	@Autowired
	private EventQueryController controller;

	private WebTestEvents events;

	@BeforeEach
	void setUp(@Autowired InMemoryLog log, @Autowired InMemoryBus bus) {
		this.events = new WebTestEvents(log, bus);
		this.advised.clear();
	}

	@Test
	void aQueryPassesTheAdviceAndIsCompressed() throws Exception {
		this.events.append(this.sourceId, "e-1");
		HttpResponse<InputStream> response = send(request("?source=order:" + this.sourceId, "Accept-Encoding", "gzip"));
		assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(new String(new GZIPInputStream(response.body()).readAllBytes(), StandardCharsets.UTF_8))
			.contains("\"e-1\"");
		assertThat(AopUtils.isCglibProxy(this.controller)).isTrue();
		assertThat(this.advised).containsExactly("query");
	}

	@Test
	void badInputIsAProblemUnderAdviceToo() throws Exception {
		HttpResponse<InputStream> response = send(request("?source=order"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).contains(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		assertThat(send(request("?source=secret:1")).statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "?source=%FF", "/stream?source=%FF", "?source=%", "/stream?source=order:1&x=%C3%28" })
	void whenTheQueryIsNotEncodedThenItIsABadRequest(String query) throws Exception {
		SocketClient raw = SocketClient.handshake(this.port, "/shop/mvc/api/events" + query);
		assertThat(raw.status()).isEqualTo("400");
		raw.close();
	}

	@Test
	void aStreamPassesTheAdviceAndWhatIsWrittenArrivesAtOnce() throws Exception {
		this.events.append(this.sourceId, "e-1");
		HttpResponse<InputStream> response = send(
				request("/stream?source=order:" + this.sourceId, "Accept-Encoding", streamEncoding()));
		assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
		boolean compressed = streamEncoding().equals("gzip");
		assertThat(response.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(compressed);
		try (InputStream body = compressed ? new GZIPInputStream(response.body()) : response.body()) {
			assertThat(awaitText(body, "\"e-1\"")).startsWith(":connected");
			this.events.publish(this.sourceId, "e-2");
			awaitText(body, "\"e-2\"");
		}
		assertThat(this.advised).containsExactly("stream");
		Awaitility.await().until(() -> this.feeds.size() == 0);
	}

	/** Whether a stream is asked for compressed. */
	String streamEncoding() {
		return "gzip";
	}

	private static String awaitText(InputStream body, String text) throws IOException {
		StringBuilder read = new StringBuilder();
		while (read.indexOf(text) < 0) {
			int next = body.read();
			assertThat(next).as(read.toString()).isNotNegative();
			read.append((char) next);
		}
		return read.toString();
	}

	@Test
	void aSocketPassesTheAdvice() throws Exception {
		SocketClient client = SocketClient.connect(this.port, "/shop/mvc/api/events/ws");
		client.send("{\"subscribe\":[\"order:" + this.sourceId + "\"]}");
		Awaitility.await().until(() -> !client.messages("live").isEmpty());
		this.events.publish(this.sourceId, "e-1");
		Awaitility.await().until(() -> client.ids().equals(List.of("e-1")));
		assertThat(this.advised).containsExactly("connect");
		client.close();
		Awaitility.await().until(() -> this.feeds.size() == 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/stream" })
	void aPreflightOfANamedSiteIsAnswered(String endpoint) throws Exception {
		HttpResponse<InputStream> response = preflight(endpoint, PAGE,
				"authorization,last-event-id,cache-control,traceparent");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
		assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).contains("true");
		assertThat(response.headers().firstValue("Access-Control-Allow-Methods").orElseThrow()).contains("GET");
		assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
			.containsIgnoringCase("authorization")
			.containsIgnoringCase("last-event-id")
			.containsIgnoringCase("cache-control")
			.containsIgnoringCase("traceparent");
		assertThat(this.advised).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "null", "http://page.example", "https://page.example:8443" })
	void aPreflightOfAForeignSiteIsRefusedWhateverTheApplicationAllowsElsewhere(String origin) throws Exception {
		HttpResponse<InputStream> response = preflight("/stream", origin, "authorization");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	@Test
	void aPreflightForAnotherMethodIsRefused() throws Exception {
		HttpRequest request = request("/stream", "Origin", PAGE, "Access-Control-Request-Method", "DELETE");
		assertThat(send(HttpRequest.newBuilder(request, (name, value) -> true)
			.method("OPTIONS", BodyPublishers.noBody())
			.build()).statusCode()).isEqualTo(403);
	}

	@Test
	void theOtherEndpointsOfTheApplicationKeepTheirOwnCors() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/shop/mvc/other"))
			.headers("Origin", "https://evil.example", "Access-Control-Request-Method", "GET")
			.method("OPTIONS", BodyPublishers.noBody())
			.build();
		assertThat(send(request).headers().firstValue("Access-Control-Allow-Origin")).contains("*");
	}

	@Test
	void theAnswerToANamedSiteMayBeReadThereAndProblemsToo() throws Exception {
		HttpResponse<InputStream> found = send(request("?source=order:" + this.sourceId, "Origin", PAGE));
		HttpResponse<InputStream> refused = send(request("?source=secret:1", "Origin", PAGE));
		assertThat(found.statusCode()).isEqualTo(200);
		assertThat(refused.statusCode()).isEqualTo(403);
		for (HttpResponse<InputStream> response : List.of(found, refused)) {
			assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
			assertThat(response.headers().firstValue("Access-Control-Expose-Headers")).contains("Retry-After");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "?source=order:1", "/stream?source=order:1", "/ws" })
	void aRequestOfAForeignSiteIsRefused(String endpoint) throws Exception {
		HttpResponse<InputStream> response = send(request(endpoint, "Origin", "https://evil.example"));
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
		assertThat(this.feeds.size()).isZero();
	}

	@Test
	void aSocketOfAForeignSiteIsRefusedAndOneOfANamedSiteIsNot() throws Exception {
		String path = "/shop/mvc/api/events/ws";
		assertThat(SocketClient.connect(this.port, path, "Origin: https://evil.example").status()).isEqualTo("403");
		SocketClient named = SocketClient.connect(this.port, path, "Origin: " + PAGE);
		assertThat(named.status()).isEqualTo("101");
		named.close();
	}

	@Test
	void theSiteItselfIsTheOneThatTheProxySays() throws Exception {
		HttpResponse<InputStream> same = send(request("?source=order:" + this.sourceId, "Origin",
				"https://shop.example", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example"));
		assertThat(same.statusCode()).isEqualTo(200);
		assertThat(send(request("?source=order:1", "Origin", "https://shop.example")).statusCode()).isEqualTo(403);
	}

	private HttpResponse<InputStream> preflight(String endpoint, String origin, String headers) throws Exception {
		HttpRequest request = request(endpoint, "Origin", origin, "Access-Control-Request-Method", "GET",
				"Access-Control-Request-Headers", headers);
		return send(HttpRequest.newBuilder(request, (name, value) -> true)
			.method("OPTIONS", BodyPublishers.noBody())
			.build());
	}

	private HttpRequest request(String endpoint, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/shop/mvc/api/events" + endpoint));
		return (headers.length > 0) ? request.headers(headers).build() : request.build();
	}

	private HttpResponse<InputStream> send(HttpRequest request) throws Exception {
		return this.http.send(request, BodyHandlers.ofInputStream());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	static class Application implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("*");
		}

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			configurer.addPathPrefix("/api", HandlerTypePredicate.forBasePackageClass(EventQueryController.class));
		}

		@Bean
		FeedAuthorizer feedAuthorizer() {
			return new TestFeedAuthorizer();
		}

		@Bean
		Queue<String> advised() {
			return new ConcurrentLinkedQueue<>();
		}

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		static Advisor logging(Queue<String> advised) {
			return new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(RestController.class, true),
					(MethodInterceptor) (call) -> {
						advised.add(call.getMethod().getName());
						return call.proceed();
					});
		}

		@Bean
		FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
			return new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
		}

	}

}
