package io.github.dualstream.feed.web;

import java.security.Principal;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.feed.SourceHistory;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers queries for the history of a source.
 */
@RestController
public final class EventQueryController extends FeedEndpoint {

	private static final int MAX_LIMIT = 1000;

	private static final int DEFAULT_LIMIT = 50;

	private final SourceHistory history;

	/**
	 * Create the controller.
	 * @param history what is asked
	 * @param authorizer decides who may ask
	 */
	public EventQueryController(SourceHistory history, FeedAuthorizer authorizer) {
		super(authorizer);
		this.history = history;
	}

	@GetMapping("${dual-stream.web.path:/events}")
	ResponseEntity<byte[]> query(HttpServletRequest request, @Nullable Principal principal) {
		RequestParameters parameters = new RequestParameters(request);
		Source source = parameters.source();
		Position after = parameters.position("after");
		int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
		authorize(principal, List.of(source));
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(FeedJson.page(this.history.page(source, after, limit)));
	}

}
