package io.github.dualstream.feed.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.dualstream.Position;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what clients are told about positions, with and without
 * {@code dual-stream.web.cursor-key}.
 */
class CursorKeyTests {

	private static final String WITH_KEY = "dual-stream.web.cursor-key="
			+ Base64.getEncoder().encodeToString(new byte[32]);

	private static final String WITH_OTHER_KEY = "dual-stream.web.cursor-key="
			+ Base64.getEncoder().encodeToString("another secret!!".getBytes(StandardCharsets.US_ASCII));

	/** No part of a random text looks like it. */
	private static final String OFFSETS = "70000000";

	private static final long FIRST_OFFSET = Long.parseLong(OFFSETS + "0000");

	private static final String SSE_ID = "(?m)^id:(.*)$";

	private static final String SOCKET_ID = "\"id\":\"([^\"]+)\",\"data\":\\{\"id\"";

	private static final String POSITION = "\"position\":\"([^\"]+)\"";

	private final InMemoryLog log = new InMemoryLog("events");

	private final InMemoryBus bus = new InMemoryBus();

	private final WebTestEvents events = new WebTestEvents(this.log, this.bus);

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	private final List<RawClient> clients = new ArrayList<>();

	@BeforeEach
	void beginLate() {
		this.log.skipTo(0, FIRST_OFFSET);
	}

	@AfterEach
	void stop() throws IOException {
		for (RawClient client : this.clients) {
			client.close();
		}
		this.instances.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void withAKeyNothingThatAClientReceivesTellsAnOffset() throws IOException {
		List<RawClient> told = everythingThatIsTold(start(WITH_KEY));
		assertThat(told).hasSize(8)
			.allSatisfy((client) -> assertThat(client.text()).doesNotContain(OFFSETS, "events:", "events~", "@first"));
	}

	@Test
	void withoutAKeyPositionsAndCursorsTellTheirOffsets() throws IOException {
		List<RawClient> told = everythingThatIsTold(start());
		// but not the reset of a client whose cursor has expired, and problems
		assertThat(told.subList(0, 5)).allSatisfy((client) -> assertThat(client.text()).contains(OFFSETS));
	}

	/** By streams, sockets and queries, on a log whose other source goes on. */
	private List<RawClient> everythingThatIsTold(int port) throws IOException {
		this.events.append("mine", "event-1");
		RawClient before = get(port, "/events/stream?source=order:mine&live=true");
		await(() -> before.has("event-1"));
		String expired = before.all(SSE_ID).get(0);
		String expiredPosition = before.all(POSITION).get(0);
		RawClient full = get(port, "/events/stream?source=order:mine&content=full&live=true");
		RawClient lightSocket = socket(port, "{\"subscribe\":[\"order:mine\"]}");
		RawClient fullSocket = socket(port, "{\"subscribe\":[\"order:mine\"],\"content\":\"full\"}");
		List<RawClient> open = List.of(before, full, lightSocket, fullSocket);
		await(() -> open.stream().allMatch((client) -> client.has("event-1") && client.has("live")));
		this.events.publish("theirs", "not-to-be-seen");
		this.events.publish("mine", "event-2");
		await(() -> open.stream().allMatch((client) -> client.has("event-2")));
		RawClient query = get(port, "/events?source=order:mine");
		await(() -> query.has("\"next\""));
		this.log.expireBefore(0, FIRST_OFFSET + 100);
		this.log.skipTo(0, FIRST_OFFSET + 200);
		RawClient gone = get(port, "/events?source=order:mine&after=" + expiredPosition);
		await(() -> gone.has("\"expired\""));
		RawClient reset = get(port, "/events/stream?source=order:mine&lastEventId=" + expired);
		await(() -> reset.has("{\"reason\":\"expired\"}"));
		RawClient invalid = get(port, "/events?source=order:mine&after=no:cursor");
		await(() -> invalid.has("\"parameter\""));
		assertThat(gone.text()).contains(" 410 ");
		assertThat(invalid.text()).contains(" 400 ");
		assertThat(this.clients).noneMatch((client) -> client.has("not-to-be-seen"));
		return List.of(before, full, lightSocket, fullSocket, query, gone, reset, invalid);
	}

	@Test
	void withAKeyNoTwoTextsOfAQuietSourceAreEqualWhetherOthersPublishOrNot() throws IOException {
		int port = start(WITH_KEY);
		this.events.append("mine", "event-1");
		RawClient client = get(port, "/events/stream?source=order:mine");
		await(() -> client.all(SSE_ID).size() >= 4);
		this.events.publish("theirs", "not-to-be-seen");
		await(() -> client.all(SSE_ID).size() >= 8);
		List<String> ids = client.all(SSE_ID).subList(0, 8);
		assertThat(new HashSet<>(ids)).hasSize(8);
		assertThat(ids).extracting(String::length).containsOnly(ids.get(0).length());
	}

	@Test
	void aStreamIsResumedOnAnotherInstanceWithTheSameKey() throws IOException {
		int one = start(WITH_KEY);
		int other = start(WITH_KEY);
		this.events.append("mine", "event-1");
		RawClient before = get(one, "/events/stream?source=order:mine");
		await(() -> before.has("event-1"));
		this.instances.get(0).close();
		this.events.append("mine", "event-2");
		RawClient after = get(other, "/events/stream?source=order:mine&lastEventId=" + before.all(SSE_ID).get(0));
		await(() -> after.has("event-2"));
		assertThat(after.text()).doesNotContain("event-1", "reset");
	}

	@Test
	void aSocketIsResumedOnAnotherInstanceWithTheSameKey() throws IOException {
		int one = start(WITH_KEY);
		int other = start(WITH_KEY);
		this.events.append("mine", "event-1");
		RawClient before = socket(one, "{\"subscribe\":[\"order:mine\"]}");
		await(() -> before.has("event-1"));
		this.events.append("mine", "event-2");
		RawClient after = socket(other,
				"{\"subscribe\":[\"order:mine\"],\"after\":\"" + before.all(SOCKET_ID).get(0) + "\"}");
		await(() -> after.has("event-2"));
		assertThat(after.text()).doesNotContain("event-1", "reset");
	}

	@Test
	void positionsAndNextOfAQueryContinueQueriesAndStreams() throws IOException {
		int port = start(WITH_KEY);
		this.events.append("mine", "event-1");
		this.events.append("mine", "event-2");
		RawClient first = get(port, "/events?source=order:mine");
		await(() -> first.has("\"next\""));
		RawClient behindOne = get(port, "/events?source=order:mine&after=" + first.all(POSITION).get(0));
		await(() -> behindOne.has("\"next\""));
		assertThat(behindOne.all("\"id\":\"([^\"]+)\"")).containsExactly("event-2");
		this.events.append("mine", "event-3");
		String next = first.all("\"next\":\"([^\"]+)\"").get(0);
		RawClient behindAll = get(port, "/events?source=order:mine&after=" + next);
		await(() -> behindAll.has("\"next\""));
		assertThat(behindAll.all("\"id\":\"([^\"]+)\"")).containsExactly("event-3");
		RawClient stream = get(port, "/events/stream?source=order:mine&lastEventId=" + next);
		await(() -> stream.has("event-3"));
		assertThat(stream.text()).doesNotContain("event-2", "reset");
	}

	@Test
	void withAKeyNobodyCanAskAboutAPositionThatWasNotGivenToAnybody() throws IOException {
		int port = start(WITH_KEY);
		Position position = this.events.append("mine", "event-1");
		RawClient query = get(port, "/events?source=order:mine&after=" + position);
		await(() -> query.has("\"parameter\""));
		assertThat(query.text()).contains(" 400 ", "is not a cursor");
		assertInvalid(port, position.toString());
		assertInvalid(port, "events~1@first:0:" + position.offset());
	}

	@Test
	void whenTheKeyIsReplacedThenCursorsOfThePreviousOneAreAcceptedIfItIsNamed() throws IOException {
		int before = start(WITH_KEY);
		this.events.append("mine", "event-1");
		RawClient first = get(before, "/events/stream?source=order:mine");
		await(() -> first.has("event-1"));
		String cursor = first.all(SSE_ID).get(0);
		assertInvalid(start(WITH_OTHER_KEY), cursor);
		int replaced = start(WITH_OTHER_KEY, WITH_KEY.replace("cursor-key", "previous-cursor-keys"));
		this.events.append("mine", "event-2");
		RawClient after = get(replaced, "/events/stream?source=order:mine&lastEventId=" + cursor);
		await(() -> after.has("event-2"));
		assertThat(after.text()).doesNotContain("event-1", "reset");
	}

	private void assertInvalid(int port, String cursor) throws IOException {
		RawClient stream = get(port, "/events/stream?source=order:mine&lastEventId=" + cursor);
		await(() -> stream.has("{\"reason\":\"invalid\"}"));
		RawClient socket = socket(port, "{\"subscribe\":[\"order:mine\"],\"after\":\"" + cursor + "\"}");
		await(() -> socket.has("{\"reason\":\"invalid\"}"));
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().until(condition);
	}

	private RawClient get(int port, String path) throws IOException {
		RawClient client = RawClient.get(port, path);
		this.clients.add(client);
		return client;
	}

	private RawClient socket(int port, String request) throws IOException {
		RawClient client = RawClient.socket(port);
		this.clients.add(client);
		await(() -> client.has("\r\n\r\n"));
		return client.send(request);
	}

	private int start(String... properties) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.initializers((GenericApplicationContext created) -> {
				created.registerBean("log", InMemoryLog.class, () -> this.log);
				created.registerBean("bus", InMemoryBus.class, () -> this.bus);
			})
			// instances share the log and the bus
			.properties("server.port=0", "dual-stream.web.enabled=true", "dual-stream.web.heartbeat=100ms",
					"spring.main.allow-bean-definition-overriding=true")
			.properties(properties)
			.run();
		this.instances.add(context);
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	static class Application {

		@Bean
		FeedAuthorizer feedAuthorizer() {
			return (request) -> request.source().id().equals("mine");
		}

	}

}
