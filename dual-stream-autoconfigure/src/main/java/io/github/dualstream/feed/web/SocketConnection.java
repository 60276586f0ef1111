package io.github.dualstream.feed.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.dualstream.Source;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedRequest;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PrintableText;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * One client's socket. Its requests are served one after the other by the container's
 * threads; what it gets is written by others.
 * <p>
 * Public for the container alone: Jetty takes no other endpoint.
 */
public final class SocketConnection extends Endpoint {

	private static final Logger logger = LoggerFactory.getLogger(SocketConnection.class);

	private static final int MAX_WAITING_REPLIES = 100;

	private final Feeds feeds;

	private final FeedAccess access;

	private final SocketSettings settings;

	private final FeedReader reader;

	private final Executor executor;

	private final Runnable onEnd;

	private final MessageRate rate;

	private volatile @Nullable SocketWriter writer;

	private volatile @Nullable Session session;

	private volatile boolean ended;

	private int subscriptions;

	SocketConnection(Feeds feeds, FeedAccess access, SocketSettings settings, FeedReader reader, Executor executor,
			Runnable onEnd) {
		this.feeds = feeds;
		this.access = access;
		this.settings = settings;
		this.reader = reader;
		this.executor = executor;
		this.onEnd = onEnd;
		this.rate = new MessageRate(settings.maxMessagesPerSecond(), System::nanoTime);
	}

	@Override
	public void onOpen(Session session, EndpointConfig config) {
		session.setMaxTextMessageBufferSize(this.settings.maxMessageSize());
		this.session = session;
		session.setMaxIdleTimeout(this.settings.subscribeTimeout().toMillis());
		session.getAsyncRemote().setSendTimeout(this.settings.sendTimeout().toMillis());
		SocketWriter opened = new SocketWriter(session.getAsyncRemote(), this.executor,
				(reason) -> close(session, reason));
		this.writer = opened;
		session.addMessageHandler(String.class, (text) -> onText(session, opened, text));
		session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (bytes, last) -> close(session,
				new CloseReason(CloseCodes.CANNOT_ACCEPT, "text only")));
		opened.start();
		this.reader
			.whenRevoked(() -> close(session, new CloseReason(CloseCodes.VIOLATED_POLICY, "permission withdrawn")));
	}

	private void onText(Session session, SocketWriter out, String text) {
		if (!this.rate.allows()) {
			close(session, new CloseReason(CloseCodes.VIOLATED_POLICY, "too many messages"));
			return;
		}
		SocketRequest request = SocketRequest.parse(text);
		if (request == null) {
			close(session, new CloseReason(CloseCodes.NOT_CONSISTENT,
					"send {\"subscribe\":[\"type:id\"]} or {\"unsubscribe\":[\"type:id\"]}"));
		}
		else if (out.waitingReplies() >= MAX_WAITING_REPLIES) {
			close(session, new CloseReason(CloseCodes.VIOLATED_POLICY, "read the answers"));
		}
		else {
			answer(out, request);
		}
	}

	private void answer(SocketWriter out, SocketRequest request) {
		try {
			if (request.subscribe() != null) {
				subscribe(out, request);
			}
			else {
				unsubscribe(out, request);
			}
		}
		catch (InvalidParameterException ex) {
			out.reply(problem(HttpStatus.BAD_REQUEST, ex, "parameter", ex.parameter()));
		}
		catch (SourceDeniedException ex) {
			out.reply(problem(HttpStatus.FORBIDDEN, ex, "source", ex.source().toString()));
		}
		catch (UndecidedAccessException ex) {
			out.reply(SocketFrames
				.problem(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage())));
		}
		catch (LogUnavailableException ex) {
			logger.warn("A subscription is refused: {}", PrintableText.of(ex.getMessage()));
			out.reply(SocketFrames.problem(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
					"The log cannot be read at the moment; try again")));
		}
	}

	private static String problem(HttpStatus status, Exception ex, String property, String value) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, ex.getMessage());
		problem.setProperty(property, value);
		return SocketFrames.problem(problem);
	}

	private void subscribe(SocketWriter out, SocketRequest request) {
		List<Source> sources = request.sourcesToSubscribe();
		requireRoom(out, sources.size());
		int history = request.history(FeedRequest.MAX_RECENT, FeedRequest.DEFAULT_RECENT);
		boolean full = request.isFull();
		FeedAccess.Grant grant = this.access.require(this.reader, sources, full ? ReadKind.FULL : ReadKind.LIGHT);
		Feed feed = this.feeds.open((request.after() != null) ? FeedRequest.resume(sources, request.after(), history)
				: FeedRequest.begin(sources, history), (changed) -> out.wake());
		this.access.watch(feed, grant);
		Subscription subscription = new Subscription(++this.subscriptions, feed, sources, full);
		out.reply(SocketFrames.subscribed(subscription.number(), sources));
		out.add(subscription);
		limitSilence(false);
		if (this.ended) {
			subscription.close();
		}
	}

	private void requireRoom(SocketWriter out, int wanted) {
		int watched = out.subscriptions().stream().mapToInt((subscription) -> subscription.sources().size()).sum();
		if (watched + wanted > this.settings.maxSources()) {
			throw new InvalidParameterException("subscribe",
					"would make this connection watch more than " + this.settings.maxSources() + " sources", null);
		}
	}

	private void unsubscribe(SocketWriter out, SocketRequest request) {
		List<Source> sources = request.sourcesToUnsubscribe();
		out.subscriptions().forEach((subscription) -> subscription.leave(sources));
		out.reply(SocketFrames.unsubscribed(sources));
		limitSilence(out.subscriptions().stream().allMatch((subscription) -> subscription.closed() != null));
	}

	/** A socket that watches nothing has no heartbeat, which would find a lost client. */
	private void limitSilence(boolean limited) {
		Session current = this.session;
		if (current != null && current.isOpen()) {
			current.setMaxIdleTimeout(limited ? this.settings.subscribeTimeout().toMillis() : 0);
		}
	}

	private static void close(Session session, CloseReason reason) {
		try {
			session.close(reason);
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("Socket is closed already", ex);
		}
	}

	@Override
	public void onClose(Session session, CloseReason reason) {
		this.ended = true;
		SocketWriter opened = this.writer;
		if (opened != null) {
			opened.subscriptions().forEach(Subscription::close);
		}
		this.onEnd.run();
	}

	@Override
	public void onError(Session session, Throwable failure) {
		logger.debug("Socket fails", failure);
	}

}
