package io.github.dualstream.feed.web;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Task that writes to one client, run by an executor whenever the client's feed changes
 * or it is requested, never twice at a time. Requests made before the start, or while the
 * task runs, are served by one more run. Thread-safe.
 */
final class WriteTask implements FeedListener {

	private static final Logger logger = LoggerFactory.getLogger(WriteTask.class);

	private final FeedReader reader;

	private final Executor executor;

	private Runnable work = () -> {
	};

	/** Positive while a run is due or in progress, and before the start. */
	private final AtomicInteger requests = new AtomicInteger(1);

	/**
	 * Create a task that is not started yet.
	 * @param reader the client
	 * @param executor executor of the task
	 */
	WriteTask(FeedReader reader, Executor executor) {
		this.reader = reader;
		this.executor = executor;
	}

	/** Start with a first run; to be called once. */
	void start(Runnable work) {
		this.work = work;
		submit();
	}

	@Override
	public void onChange(Feed feed) {
		request();
	}

	@Override
	public void onSearch(Feed feed, long records) {
		this.reader.searched(records);
	}

	void request() {
		if (this.requests.getAndIncrement() == 0) {
			submit();
		}
	}

	/** Run the task in the caller's thread, unless it is due or in progress. */
	void runNow() {
		if (this.requests.getAndIncrement() == 0) {
			run();
		}
	}

	private void submit() {
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Stopped serving a client: the executor has been shut down", ex);
		}
	}

	private void run() {
		int served = this.requests.get();
		try {
			this.work.run();
		}
		finally {
			// a new submission, so that a busy feed does not keep a thread to itself
			if (this.requests.addAndGet(-served) != 0) {
				submit();
			}
		}
	}

}
