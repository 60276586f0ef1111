package io.github.dualstream.feed.web;

import java.io.IOException;
import java.util.concurrent.Executor;
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
 * One client's stream. Writes when there is something and the connection takes it, and
 * never waits: a client that does not read holds its connection, but no thread.
 */
final class SseStream implements WriteListener, AsyncListener {

	private static final Logger logger = LoggerFactory.getLogger(SseStream.class);

	private static final int MAX_BYTES = 8 * 1024;

	/** Makes the client see that it is connected. */
	private static final byte[] BEGINNING = SseFrames.bytes(":connected\n\n");

	private static final int MIN_RETRY_MILLIS = 500;

	private static final int MAX_RETRY_MILLIS = 5_000;

	private final Feed feed;

	private final SseFrames frames;

	private final AsyncContext context;

	private final ServletOutputStream output;

	private final Runnable onEnd;

	private final SerialTask writing;

	private final AtomicBoolean started = new AtomicBoolean();

	/** Whether the output is not to be touched any more; it may serve another request. */
	private boolean ended;

	private boolean greeted;

	private boolean unflushed;

	/**
	 * Create a stream.
	 * @param feed what is written
	 * @param options how
	 * @param context the request, whose answer's headers have been set
	 * @param executor does the writing
	 * @param onEnd called when the connection is done with
	 * @throws IOException if the client is gone
	 */
	SseStream(Feed feed, StreamOptions options, AsyncContext context, Executor executor, Runnable onEnd)
			throws IOException {
		this.feed = feed;
		this.frames = new SseFrames(feed, options);
		this.context = context;
		this.output = context.getResponse().getOutputStream();
		this.onEnd = onEnd;
		this.writing = new SerialTask(executor, this::write);
	}

	/** Nothing is written before. */
	void start() {
		this.context.setTimeout(0);
		this.context.addListener(this);
		this.output.setWriteListener(this);
	}

	/** There may be something to write. */
	void wake() {
		this.writing.request();
	}

	@Override
	public void onWritePossible() {
		if (this.started.compareAndSet(false, true)) {
			this.writing.start();
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
			endIfClosed(ready);
		}
		catch (IOException | IllegalStateException ex) {
			// the container ends the request: done here, it could hit the one that
			// follows it
			logger.debug("Stream ends: its client is gone", ex);
			stop();
		}
	}

	/**
	 * Write or flush.
	 * @return whether there may be more to do
	 */
	private boolean writeSome() throws IOException {
		if (this.unflushed) {
			this.output.flush();
			this.unflushed = false;
			return true;
		}
		byte[] bytes = this.greeted ? this.frames.take(MAX_BYTES) : BEGINNING;
		this.greeted = true;
		if (bytes.length > 0) {
			this.output.write(bytes);
			this.unflushed = true;
		}
		return this.unflushed;
	}

	private void endIfClosed(boolean ready) throws IOException {
		CloseReason reason = this.feed.closed();
		if (reason == null) {
			return;
		}
		if (ready) {
			this.output.write(farewell(reason));
		}
		// one that takes nothing is left to the server's write timeout: to end it in
		// order would keep a thread for as long
		if (ready || reason == CloseReason.SHUTDOWN) {
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
	 * Waits for a write that is under way, which does not wait for the client.
	 */
	private synchronized void stop() {
		this.ended = true;
		this.feed.close();
	}

	@Override
	public void onError(Throwable failure) {
		logger.debug("Stream ends: its connection failed", failure);
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
		this.onEnd.run();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// only another dispatch of the same request would get here
	}

}
