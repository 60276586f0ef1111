package io.github.dualstream.feed.web;

import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Tests for {@link EventSocketController} on a web server with another idea of the same
 * API.
 */
@ContextConfiguration(classes = EventSocketTests.Application.class)
@TestPropertySource(properties = WebTestApplication.ON_JETTY)
class EventSocketOnJettyTests extends EventSocketTests {

	/** Jetty does not tell how many frames it received; it does not wait for pongs. */
	@Override
	boolean countsFrames() {
		return false;
	}

}
