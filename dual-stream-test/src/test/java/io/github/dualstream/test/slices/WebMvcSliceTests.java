package io.github.dualstream.test.slices;

import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureDualStream} beside {@link WebMvcTest}.
 */
@WebMvcTest
@AutoConfigureDualStream
class WebMvcSliceTests {

	@Test
	void aControllerPublishes(@Autowired MockMvcTester mvc, PublishedEvents events) {
		assertThat(mvc.post().uri("/purchases/1/views")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.position")
			.asString()
			.startsWith("events:");
		assertThat(events.ofSource("purchase", "1")).containsExactly("purchase.viewed");
	}

}
