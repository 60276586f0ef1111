package io.github.dualstream.feed.web;

import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Tests for the endpoints within an application on a web server with another idea of the
 * same API.
 */
@ContextConfiguration(classes = EndpointSurroundingsTests.Application.class)
@TestPropertySource(properties = WebTestApplication.ON_JETTY)
class EndpointSurroundingsOnJettyTests extends EndpointSurroundingsTests {

	/** Boot's Jetty keeps what it compresses until much has come together. */
	@Override
	String streamEncoding() {
		return "identity";
	}

}
