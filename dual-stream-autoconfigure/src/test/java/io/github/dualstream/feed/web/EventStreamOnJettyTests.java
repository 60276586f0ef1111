package io.github.dualstream.feed.web;

import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Tests for {@link EventStreamController} on a web server with another idea of the same
 * API.
 */
@ContextConfiguration(classes = EventStreamTests.Application.class)
@TestPropertySource(properties = WebTestApplication.ON_JETTY)
class EventStreamOnJettyTests extends EventStreamTests {

}
