package io.github.dualstream.feed.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

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
import org.springframework.web.ErrorResponseException;

/**
 * WebSocket of one client. Its requests are served one after the other by the container's
 * threads; other threads write to it.
 * <p>
 * Public only because Jetty requires it.
 */
public final class SocketConnection extends Endpoint implements Sockets.Connection {

	private static final Logger logger = LoggerFactory.getLogger(SocketConnection.class);

	private static final int MAX_WAITING_REPLIES = 100;

	/**
	 * Property of Tomcat: maximum time that a container thread waits for a client to
	 * accept a pong before it closes the connection. The default is 20 s, with which
	 * clients that send pings and do not read could occupy all threads.
	 */
	private static final String PONG_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	private static final long PONG_TIMEOUT_MILLIS = 500;

	/**
	 * Property of Tomcat: maximum time that a client may continue to send after a close
	 * frame.
	 */
	private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

	private static final long CLOSE_TIMEOUT_MILLIS = 2000;

	private final Feeds feeds;

	private final FeedAccess access;

	private final ClientCursors cursors;

	private final SocketFrames encoder;

	private final SocketSettings settings;

	private final FeedReader reader;

	private final Executor executor;

	private final Consumer<SocketConnection> onEnd;

	private final MessageRate rate;

	private volatile @Nullable SocketWriter writer;

	private volatile @Nullable LongSupplier framesReceived;

	private volatile boolean ended;

	/** Number of frames at the last check; for its thread. */
	private long frames;

	private long checkedAt = System.nanoTime();

	private long aliveAt = System.nanoTime();

	private long subscribedAt = System.nanoTime();

	private long endingSince;

	private int subscriptions;

	SocketConnection(Feeds feeds, FeedAccess access, ClientCursors cursors, SocketFrames encoder,
			SocketSettings settings, FeedReader reader, Executor executor, Consumer<SocketConnection> onEnd) {
		this.feeds = feeds;
		this.access = access;
		this.cursors = cursors;
		this.encoder = encoder;
		this.settings = settings;
		this.reader = reader;
		this.executor = executor;
		this.onEnd = onEnd;
		this.rate = new MessageRate(settings.maxMessagesPerSecond(), System::nanoTime);
	}

	@Override
	public void onOpen(Session session, EndpointConfig config) {
		session.setMaxTextMessageBufferSize(this.settings.maxMessageSize());
		session.setMaxIdleTimeout(0);
		session.getUserProperties().put(PONG_TIMEOUT, PONG_TIMEOUT_MILLIS);
		session.getUserProperties().put(CLOSE_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
		session.getAsyncRemote().setSendTimeout(this.settings.sendTimeout().toMillis());
		SocketWriter opened = new SocketWriter(session.getAsyncRemote(), this.reader, this.executor,
				(reason) -> close(session, reason));
		this.writer = opened;
		session.addMessageHandler(String.class, (text) -> onText(opened, text));
		session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (bytes, last) -> opened
			.end(new CloseReason(CloseCodes.CANNOT_ACCEPT, "text only")));
		opened.start();
		this.reader
			.whenRevoked(() -> close(session, new CloseReason(CloseCodes.VIOLATED_POLICY, "permission withdrawn")));
	}

	/**
	 * Set the counter for frames of all kinds.
	 * @param counter counter of the frames that this connection has received
	 */
	void countFrames(@Nullable LongSupplier counter) {
		this.framesReceived = counter;
	}

	/**
	 * Send a heartbeat if no subscription does, and close the connection if it exceeds
	 * its limits. For one thread.
	 */
	@Override
	public void check() {
		SocketWriter out = this.writer;
		if (out == null || this.ended) {
			return;
		}
		long now = System.nanoTime();
		if (receivesTooMuch(now)) {
			out.endNow(new CloseReason(CloseCodes.VIOLATED_POLICY, "too many frames"));
		}
		else if (out.isEnding()) {
			endInTime(out, now);
		}
		else if (out.subscriptions().isEmpty()) {
			checkIdle(out, now);
		}
		else {
			this.subscribedAt = now;
		}
	}

	private boolean receivesTooMuch(long now) {
		LongSupplier counter = this.framesReceived;
		long before = this.frames;
		double seconds = (now - this.checkedAt) / (double) TimeUnit.SECONDS.toNanos(1);
		this.checkedAt = now;
		this.frames = (counter != null) ? counter.getAsLong() : 0;
		return this.frames - before > Math.max(1, seconds) * this.settings.maxFramesPerSecond();
	}

	private void endInTime(SocketWriter out, long now) {
		if (this.endingSince == 0) {
			this.endingSince = now;
		}
		else if (now - this.endingSince > this.settings.sendTimeout().toNanos()) {
			out.endNow(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null));
		}
	}

	private void checkIdle(SocketWriter out, long now) {
		if (now - this.subscribedAt > this.settings.subscribeTimeout().toNanos()) {
			out.end(new CloseReason(CloseCodes.VIOLATED_POLICY, "no subscription"));
		}
		else if (now - this.aliveAt > this.settings.heartbeat().toNanos()) {
			this.aliveAt = now;
			if (out.waitingReplies() == 0) {
				out.reply(SocketFrames.heartbeat());
			}
		}
	}

	private void onText(SocketWriter out, String text) {
		if (out.isEnding()) {
			return;
		}
		if (!this.rate.allows()) {
			out.end(new CloseReason(CloseCodes.VIOLATED_POLICY, "too many messages"));
			return;
		}
		SocketRequest request = SocketRequest.parse(text);
		if (request == null) {
			out.end(new CloseReason(CloseCodes.NOT_CONSISTENT,
					"send {\"subscribe\":[\"type:id\"]} or {\"unsubscribe\":[\"type:id\"]}"));
		}
		else if (out.waitingReplies() >= MAX_WAITING_REPLIES) {
			out.end(new CloseReason(CloseCodes.VIOLATED_POLICY, "read the answers"));
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
		catch (ErrorResponseException ex) {
			out.reply(SocketFrames.problem(ex.getBody()));
		}
		catch (LogUnavailableException ex) {
			logger.warn("Rejected a subscription: {}", PrintableText.of(ex.getMessage()));
			out.reply(SocketFrames.problem(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
					"The log cannot be read at the moment; retry later")));
		}
		catch (RuntimeException ex) {
			logger.warn("Closing a WebSocket because its request failed: {}", PrintableText.of(ex.toString()));
			logger.debug("Failure of the request", ex);
			out.end(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "failed"));
		}
	}

	private void subscribe(SocketWriter out, SocketRequest request) {
		List<Source> sources = request.sourcesToSubscribe();
		requireRoom(out, sources.size());
		int history = request.history(FeedRequest.MAX_RECENT, FeedRequest.DEFAULT_RECENT);
		boolean full = request.isFull();
		FeedAccess.Grant grant = this.access.require(this.reader, sources, full ? ReadKind.FULL : ReadKind.LIGHT);
		this.reader.requireSearch();
		Feed feed = this.feeds.open((request.after() != null) ? this.cursors.resume(sources, request.after(), history)
				: FeedRequest.begin(sources, history), out);
		boolean subscribed = false;
		try {
			this.access.watch(feed, grant);
			Subscription subscription = new Subscription(++this.subscriptions, feed, sources, this.encoder, full);
			out.reply(SocketFrames.subscribed(subscription.number(), sources));
			out.add(subscription);
			subscribed = !this.ended;
		}
		finally {
			if (!subscribed) {
				feed.close();
			}
		}
	}

	private void requireRoom(SocketWriter out, int wanted) {
		int watched = out.subscriptions().stream().mapToInt((subscription) -> subscription.sources().size()).sum();
		if (watched + wanted > this.settings.maxSources()) {
			throw new InvalidParameterException("subscribe",
					"would give this connection more than " + this.settings.maxSources() + " sources", null);
		}
	}

	private static void unsubscribe(SocketWriter out, SocketRequest request) {
		List<Source> sources = request.sourcesToUnsubscribe();
		out.subscriptions().forEach((subscription) -> subscription.leave(sources));
		out.reply(SocketFrames.unsubscribed(sources));
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
		this.onEnd.accept(this);
	}

	@Override
	public void onError(Session session, Throwable failure) {
		logger.debug("Socket fails", failure);
	}

}
