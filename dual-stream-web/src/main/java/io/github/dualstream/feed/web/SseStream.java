package io.github.dualstream.feed.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.Feed;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stream of one client. Writes when there are messages and the connection is ready, and
 * never waits: a client that does not read holds its connection, but no thread, and its
 * feed is closed after a timeout.
 */
final class SseStream implements WriteListener, AsyncListener {

	private static final Logger logger = LoggerFactory.getLogger(SseStream.class);

	private static final int MAX_BYTES = 8 * 1024;

	/**
	 * Maximum number of bytes of one write, small enough for slow clients to make visible
	 * progress.
	 */
	private static final int MAX_WRITE = 16 * 1024;

	/** Comment that confirms the connection to the client. */
	private static final byte[] BEGINNING = SseFrames.bytes(":connected\n\n");

	private static final int MIN_RETRY_MILLIS = 500;

	private static final int MAX_RETRY_MILLIS = 5_000;

	private final Feed feed;

	private final SseFrames frames;

	private final AsyncContext context;

	private final ServletOutputStream output;

	private final Runnable onEnd;

	private final WriteTask writing;

	private final AtomicBoolean started = new AtomicBoolean();

	/** Whether the output must not be used any more; it may serve another request. */
	private boolean ended;

	/** Chunks that were taken from the feed and are not written yet. */
	private final Deque<byte[]> chunks = new ArrayDeque<>(2);

	/** Number of bytes of the first chunk that are written. */
	private int written;

	private boolean blocked;

	private boolean unflushed;

	/**
	 * Create a stream.
	 * @param feed feed to write
	 * @param frames encoder of its messages
	 * @param context context of the request, whose response headers have been set
	 * @param writing task of the writes, which listens to the feed
	 * @param onEnd callback invoked when the connection has ended, possibly more than
	 * once
	 * @throws IOException if the client has disconnected
	 */
	SseStream(Feed feed, SseFrames frames, AsyncContext context, WriteTask writing, Runnable onEnd) throws IOException {
		this.feed = feed;
		this.frames = frames;
		this.context = context;
		this.output = context.getResponse().getOutputStream();
		this.chunks.add(BEGINNING);
		this.onEnd = onEnd;
		this.writing = writing;
	}

	/** Start writing. */
	void start() {
		this.context.setTimeout(0);
		this.context.addListener(this);
		this.output.setWriteListener(this);
	}

	@Override
	public void onWritePossible() {
		// now, and not when it is this stream's turn to write
		this.feed.setBlocked(false);
		if (this.started.compareAndSet(false, true)) {
			this.writing.start(this::write);
		}
		else {
			this.writing.request();
		}
	}

	private synchronized void write() {
		if (this.ended) {
			return;
		}
		try {
			boolean ready = this.output.isReady();
			while (ready && writeSome()) {
				ready = this.output.isReady();
			}
			setBlocked(!ready);
			endIfClosed(ready);
		}
		catch (IOException | IllegalStateException ex) {
			// the container ends the request: done here, it could hit the one that
			// follows it
			logger.debug("Closing a stream: its client has disconnected", ex);
			stop();
		}
	}

	/**
	 * Write or flush.
	 * @return whether there may be more to do
	 */
	private boolean writeSome() throws IOException {
		if (this.chunks.isEmpty() && this.unflushed) {
			this.output.flush();
			this.unflushed = false;
			return true;
		}
		if (this.chunks.isEmpty()) {
			this.frames.take(MAX_BYTES, this.chunks);
		}
		byte[] chunk = this.chunks.peek();
		if (chunk == null) {
			return false;
		}
		int length = Math.min(MAX_WRITE, chunk.length - this.written);
		this.output.write(chunk, this.written, length);
		this.unflushed = true;
		this.written += length;
		if (this.written == chunk.length) {
			this.chunks.remove();
			this.written = 0;
		}
		return true;
	}

	private void setBlocked(boolean nothing) {
		if (nothing || this.blocked) {
			this.feed.setBlocked(nothing);
		}
		this.blocked = nothing;
	}

	private void endIfClosed(boolean ready) throws IOException {
		CloseReason reason = this.feed.closed();
		if (reason == null) {
			return;
		}
		if (ready) {
			this.output.write(farewell(reason));
			end();
		}
		else if (this.context.getRequest()
			.getAttribute(ServerConnection.ATTRIBUTE) instanceof ServerConnection connection) {
			this.ended = true;
			connection.abort();
		}
		// else it is left to the server's write timeout: to end it in order would keep a
		// thread for as long
		else if (reason == CloseReason.SHUTDOWN) {
			end();
		}
	}

	private static byte[] farewell(CloseReason reason) {
		return switch (reason) {
			// at different times, so that not all come back at once
			case SHUTDOWN -> SseFrames
				.bytes("retry:" + ThreadLocalRandom.current().nextInt(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS) + "\n\n");
			case FORBIDDEN -> SseFrames.bytes("event:reset\ndata:{\"reason\":\"forbidden\"}\n\n");
			case CLIENT_LEFT, CLIENT_TOO_SLOW, FAILED -> new byte[0];
		};
	}

	private void end() {
		stop();
		this.context.complete();
	}

	/**
	 * Stop the stream. Waits for a write in progress, which does not wait for the client.
	 * May be called again: not every web server reports the end of a request whose client
	 * has disconnected.
	 */
	private synchronized void stop() {
		this.ended = true;
		this.feed.close();
		this.onEnd.run();
	}

	@Override
	public void onError(Throwable failure) {
		logger.debug("Closing a stream: its connection failed", failure);
		stop();
	}

	@Override
	public void onError(AsyncEvent event) {
		stop();
		// else the container looks for an error page
		event.getAsyncContext().complete();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		onError(event);
	}

	@Override
	public void onComplete(AsyncEvent event) {
		stop();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// only another dispatch of the same request would get here
	}

}
