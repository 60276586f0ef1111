package io.github.dualstream.feed.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.dualstream.Source;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedRequest;
import io.github.dualstream.feed.Feeds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Endpoint that streams the events of sources as server-sent events.
 */
@RestController
public class EventStreamController extends FeedEndpoint {

	private final Feeds feeds;

	private final FeedAccess access;

	private final ClientCursors cursors;

	private final SseFrames.Encodings encodings;

	private final Origins origins;

	private final ConnectionLimits limits;

	private final int maxSources;

	private final Executor executor;

	/**
	 * Create the controller.
	 * @param feeds feeds to stream
	 * @param access permissions of clients
	 * @param cursors conversion of cursors
	 * @param origins allowed origins
	 * @param limits connection limits
	 * @param maxSources maximum number of sources of one stream
	 * @param executor executor that writes to the clients, without waiting for them
	 */
	public EventStreamController(Feeds feeds, FeedAccess access, ClientCursors cursors, Origins origins,
			ConnectionLimits limits, int maxSources, Executor executor) {
		this.feeds = feeds;
		this.access = access;
		this.cursors = cursors;
		this.encodings = new SseFrames.Encodings(cursors);
		this.origins = origins;
		this.limits = limits;
		this.maxSources = maxSources;
		this.executor = executor;
	}

	@GetMapping("${dual-stream.web.path:/events}/stream")
	public void stream(HttpServletRequest request, HttpServletResponse response, @Nullable Principal principal)
			throws IOException {
		this.origins.check(request);
		RequestParameters parameters = new RequestParameters(request);
		List<Source> sources = parameters.sources(this.maxSources);
		int history = parameters.number("history", 0, FeedRequest.MAX_RECENT, FeedRequest.DEFAULT_RECENT);
		StreamOptions options = StreamOptions.of(parameters);
		FeedReader reader = this.access.reader(request, principal);
		FeedAccess.Grant grant = this.access.require(reader, sources, options.full() ? ReadKind.FULL : ReadKind.LIGHT);
		reader.requireSearch();
		String cursor = parameters.lastEventId();
		// Spring MVC maps HEAD here too, and would keep such a stream open
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			setHeaders(response);
			return;
		}
		Runnable leave = enter(reader);
		boolean opened = false;
		try {
			open((cursor != null) ? this.cursors.resume(sources, cursor, history) : FeedRequest.begin(sources, history),
					grant, request, response, options, leave);
			opened = true;
		}
		finally {
			if (!opened) {
				leave.run();
			}
		}
	}

	private Runnable enter(FeedReader reader) {
		Runnable leave = this.limits.enter(reader);
		Runnable forget = this.access.enter(reader);
		return () -> {
			forget.run();
			leave.run();
		};
	}

	private void open(FeedRequest wanted, FeedAccess.Grant grant, HttpServletRequest request,
			HttpServletResponse response, StreamOptions options, Runnable leave) throws IOException {
		WriteTask writing = new WriteTask(grant.reader(), this.executor);
		Feed feed = this.feeds.open(wanted, writing);
		boolean started = false;
		try {
			this.access.watch(feed, grant);
			setHeaders(response);
			// a filter that hashes whole answers would wait for the end of this one
			ShallowEtagHeaderFilter.disableContentCaching(request);
			new SseStream(feed, new SseFrames(feed, options, this.encodings), request.startAsync(request, response),
					writing, leave)
				.start();
			started = true;
		}
		finally {
			if (!started) {
				feed.close();
			}
		}
	}

	private static void setHeaders(HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Accel-Buffering", "no");
		response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
	}

}
