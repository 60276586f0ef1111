package io.github.dualstream.feed.web;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedListener;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the messages of a socket's subscriptions, one frame at a time and the
 * subscriptions in turn. Never waits for the client: a frame that it does not accept
 * occupies no thread, and closes the connection after a timeout. Thread-safe.
 */
final class SocketWriter implements FeedListener {

	private static final Logger logger = LoggerFactory.getLogger(SocketWriter.class);

	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	private final Queue<String> replies = new ConcurrentLinkedQueue<>();

	private final RemoteEndpoint.Async client;

	private final Consumer<jakarta.websocket.CloseReason> onEnd;

	private final WriteTask writing;

	private volatile boolean sending;

	/** Reason for closing the connection once the pending replies have been sent. */
	private volatile jakarta.websocket.@Nullable CloseReason ending;

	private int turn;

	/**
	 * Create a writer.
	 * @param client endpoint of the client, with a timeout for each frame
	 * @param reader the client
	 * @param executor executor of the writes
	 * @param onEnd callback invoked when the connection must be closed
	 */
	SocketWriter(RemoteEndpoint.Async client, FeedReader reader, Executor executor,
			Consumer<jakarta.websocket.CloseReason> onEnd) {
		this.client = client;
		this.onEnd = onEnd;
		this.writing = new WriteTask(reader, executor);
	}

	/** Start writing. */
	void start() {
		this.writing.start(this::write);
	}

	List<Subscription> subscriptions() {
		return this.subscriptions;
	}

	void add(Subscription subscription) {
		this.subscriptions.add(subscription);
		wake();
	}

	/**
	 * Reply to the client, ahead of its subscriptions' messages. If nothing is being
	 * sent, the reply is in flight when this returns.
	 */
	void reply(String frame) {
		this.replies.add(frame);
		if (!this.sending) {
			this.writing.runNow();
		}
	}

	/** Close the connection after the pending replies. */
	void end(jakarta.websocket.CloseReason reason) {
		this.ending = reason;
		wake();
	}

	/** Close the connection at once. */
	void endNow(jakarta.websocket.CloseReason reason) {
		this.onEnd.accept(reason);
	}

	/** Whether the connection is closing, so that requests of the client are ignored. */
	boolean isEnding() {
		return this.ending != null;
	}

	int waitingReplies() {
		return this.replies.size();
	}

	@Override
	public void onChange(Feed feed) {
		wake();
	}

	@Override
	public void onSearch(Feed feed, long records) {
		this.writing.onSearch(feed, records);
	}

	private void wake() {
		if (!this.sending) {
			this.writing.request();
		}
	}

	private void write() {
		String frame = this.sending ? null : next();
		while (frame != null) {
			this.sending = true;
			send(frame);
			frame = this.sending ? null : next();
		}
	}

	private void send(String frame) {
		try {
			this.client.sendText(frame, this::sent);
		}
		catch (IllegalStateException ex) {
			// it stays the frame that is being sent: no other one follows
			logger.debug("Closing a socket: it was closed meanwhile", ex);
		}
	}

	private void sent(SendResult result) {
		this.sending = false;
		if (result.isOK()) {
			this.writing.request();
		}
		else {
			logger.debug("Closing a socket: its client does not accept data", result.getException());
			this.onEnd.accept(new jakarta.websocket.CloseReason(CloseCodes.CLOSED_ABNORMALLY, null));
		}
	}

	private @Nullable String next() {
		String reply = this.replies.poll();
		jakarta.websocket.CloseReason end = this.ending;
		if (reply == null && end != null) {
			this.onEnd.accept(end);
			return null;
		}
		for (int i = this.subscriptions.size(); reply == null && i > 0; i--) {
			Subscription subscription = this.subscriptions.get(this.turn++ % this.subscriptions.size());
			reply = subscription.take();
			CloseReason ended = (reply == null) ? subscription.closed() : null;
			if (ended != null) {
				this.subscriptions.remove(subscription);
				reply = farewell(subscription, ended);
			}
		}
		return reply;
	}

	private @Nullable String farewell(Subscription subscription, CloseReason reason) {
		switch (reason) {
			case FORBIDDEN -> {
				return SocketFrames.reset(subscription.number(), null, "forbidden");
			}
			case SHUTDOWN -> this.onEnd
				.accept(new jakarta.websocket.CloseReason(CloseCodes.SERVICE_RESTART, "reconnect with your cursor"));
			case CLIENT_TOO_SLOW -> this.onEnd.accept(new jakarta.websocket.CloseReason(CloseCodes.TRY_AGAIN_LATER,
					"too slow, reconnect with your cursor"));
			case FAILED -> this.onEnd.accept(new jakarta.websocket.CloseReason(CloseCodes.TRY_AGAIN_LATER,
					"failed, reconnect with your cursor"));
			case CLIENT_LEFT -> {
				// has been answered
			}
		}
		return null;
	}

}
