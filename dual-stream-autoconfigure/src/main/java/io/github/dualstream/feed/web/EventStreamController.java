package io.github.dualstream.feed.web;

import java.security.Principal;
import java.util.List;

import io.github.dualstream.Source;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.Feeds;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams what happens to sources as server-sent events.
 */
@RestController
public final class EventStreamController extends FeedEndpoint {

	private static final int MAX_SOURCES = 100;

	private static final int MAX_HISTORY = 1000;

	private static final int DEFAULT_HISTORY = 50;

	private static final Long NO_TIMEOUT = 0L;

	private final Feeds feeds;

	/**
	 * Create the controller.
	 * @param feeds what is streamed
	 * @param authorizer decides who may listen
	 */
	public EventStreamController(Feeds feeds, FeedAuthorizer authorizer) {
		super(authorizer);
		this.feeds = feeds;
	}

	@GetMapping("${dual-stream.web.path:/events}/stream")
	ResponseEntity<SseEmitter> stream(HttpServletRequest request, @Nullable Principal principal) {
		RequestParameters parameters = new RequestParameters(request);
		List<Source> sources = parameters.sources(MAX_SOURCES);
		int history = parameters.number("history", 0, MAX_HISTORY, DEFAULT_HISTORY);
		authorize(principal, sources);
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.header("X-Accel-Buffering", "no")
			.contentType(MediaType.TEXT_EVENT_STREAM);
		// Spring MVC maps HEAD here too, and would keep such a stream open
		return HttpMethod.HEAD.matches(request.getMethod()) ? answer.build() : answer.body(open(sources, history));
	}

	private SseEmitter open(List<Source> sources, int history) {
		SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
		Feed feed = this.feeds.open(sources, history, new SseFeedListener(emitter));
		emitter.onCompletion(feed::close);
		emitter.onError((ex) -> feed.close());
		return emitter;
	}

}
