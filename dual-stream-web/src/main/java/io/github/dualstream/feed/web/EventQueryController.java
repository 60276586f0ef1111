package io.github.dualstream.feed.web;

import java.security.Principal;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.feed.HistoryPage;
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
public class EventQueryController extends FeedEndpoint {

	private static final int MAX_LIMIT = 1000;

	private static final int DEFAULT_LIMIT = 50;

	private final SourceHistory history;

	private final FeedAccess access;

	private final ClientCursors cursors;

	private final FeedJson json;

	private final Origins origins;

	/**
	 * Create the controller.
	 * @param history history to query
	 * @param access permissions of clients
	 * @param cursors conversion of cursors
	 * @param origins allowed origins
	 */
	public EventQueryController(SourceHistory history, FeedAccess access, ClientCursors cursors, Origins origins) {
		this.history = history;
		this.access = access;
		this.cursors = cursors;
		this.json = new FeedJson(cursors);
		this.origins = origins;
	}

	@GetMapping("${dual-stream.web.path:/events}")
	public ResponseEntity<byte[]> query(HttpServletRequest request, @Nullable Principal principal) {
		this.origins.check(request);
		RequestParameters parameters = new RequestParameters(request);
		Source source = parameters.source();
		Position after = parameters.position("after", this.cursors);
		int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
		FeedReader reader = this.access.reader(request, principal);
		this.access.require(reader, List.of(source), ReadKind.QUERY);
		HistoryPage page = reader.search(() -> this.history.page(source, after, limit, reader::searched));
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(this.json.page(page));
	}

}
