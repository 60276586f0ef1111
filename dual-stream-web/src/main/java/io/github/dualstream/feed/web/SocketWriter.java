package io.github.dualstream.feed.web;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.dualstream.feed.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one socket what its subscriptions have, one frame at a time and the
 * subscriptions in turn. Never waits for the client: a frame that it does not take keeps
 * no thread, and ends the connection after a time. Thread-safe.
 */
final class SocketWriter {

	private static final Logger logger = LoggerFactory.getLogger(SocketWriter.class);

	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	private final Queue<String> replies = new ConcurrentLinkedQueue<>();

	private final RemoteEndpoint.Async client;

	private final Consumer<jakarta.websocket.CloseReason> onEnd;

	private final SerialTask writing;

	private volatile boolean sending;

	/** How the connection ends once what the client is owed has been sent. */
	private volatile jakarta.websocket.@Nullable CloseReason ending;

	private int turn;

	/**
	 * Create a writer.
	 * @param client the other end, which gives up a frame after a time
	 * @param executor does the writing
	 * @param onEnd told when the connection is to be closed
	 */
	SocketWriter(RemoteEndpoint.Async client, Executor executor, Consumer<jakarta.websocket.CloseReason> onEnd) {
		this.client = client;
		this.onEnd = onEnd;
		this.writing = new SerialTask(executor, this::write);
	}

	/** Nothing is written before. */
	void start() {
		this.writing.start();
	}

	List<Subscription> subscriptions() {
		return this.subscriptions;
	}

	void add(Subscription subscription) {
		this.subscriptions.add(subscription);
		wake();
	}

	/**
	 * Answer the client, before what its subscriptions have. Where nothing is being sent,
	 * the answer is on its way when this returns, whatever the client sends next.
	 */
	void reply(String frame) {
		this.replies.add(frame);
		if (!this.sending) {
			this.writing.runNow();
		}
	}

	/** End the connection, after the answers that the client is owed. */
	void end(jakarta.websocket.CloseReason reason) {
		this.ending = reason;
		wake();
	}

	/** Whether the connection ends, and its client's requests count no more. */
	boolean isEnding() {
		return this.ending != null;
	}

	int waitingReplies() {
		return this.replies.size();
	}

	/** There may be something to write. */
	void wake() {
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
			logger.debug("Socket ends: it has been closed meanwhile", ex);
		}
	}

	private void sent(SendResult result) {
		this.sending = false;
		if (result.isOK()) {
			this.writing.request();
		}
		else {
			logger.debug("Socket ends: its client takes nothing", result.getException());
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
				.accept(new jakarta.websocket.CloseReason(CloseCodes.SERVICE_RESTART, "come back with your cursor"));
			case CLIENT_TOO_SLOW -> this.onEnd.accept(new jakarta.websocket.CloseReason(CloseCodes.TRY_AGAIN_LATER,
					"too slow, come back with your cursor"));
			case FAILED -> this.onEnd.accept(new jakarta.websocket.CloseReason(CloseCodes.TRY_AGAIN_LATER,
					"failed, come back with your cursor"));
			case CLIENT_LEFT -> {
				// has been answered
			}
		}
		return null;
	}

}
