package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.HistoryPage;
import io.github.dualstream.transport.HistoryRequest;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A log of one topic with one partition, whose offsets have gaps.
 */
public class InMemoryLog implements EventLog {

	private static final int FIRST_OFFSET = 100;

	private final String topic;

	private final List<StoredEvent> events = new ArrayList<>();

	private long next = FIRST_OFFSET;

	private volatile Consumer<HistoryRequest> beforeRead = (request) -> {
	};

	private volatile Consumer<HistoryRequest> afterRead = (request) -> {
	};

	public InMemoryLog(String topic) {
		this.topic = topic;
	}

	/**
	 * Have something happen, or fail, when the log is about to be read.
	 */
	public void beforeRead(Consumer<HistoryRequest> action) {
		this.beforeRead = action;
	}

	/**
	 * Have something happen when the log has been read, before the reader knows.
	 */
	public void afterRead(Consumer<HistoryRequest> action) {
		this.afterRead = action;
	}

	public synchronized Position append(Event event) {
		Position position = new Position(this.topic, 0, this.next);
		this.events.add(new StoredEvent(position, event));
		this.next += 1 + (this.next % 3);
		return position;
	}

	@Override
	public CompletableFuture<Position> append(String topic, EncodedEvent event) {
		return CompletableFuture.completedFuture(append(event.event()));
	}

	@Override
	public HistoryPage read(HistoryRequest request) {
		this.beforeRead.accept(request);
		HistoryPage page = select(request);
		this.afterRead.accept(request);
		return page;
	}

	private synchronized HistoryPage select(HistoryRequest request) {
		Position after = request.after();
		if (after != null) {
			requireAvailable(after);
		}
		List<StoredEvent> found = this.events.stream()
			.filter((stored) -> stored.event().source().equals(request.source()))
			.filter((stored) -> after == null || stored.position().offset() > after.offset())
			.toList();
		int size = Math.min(found.size(), request.limit());
		List<StoredEvent> page = (after != null) ? found.subList(0, size)
				: found.subList(found.size() - size, found.size());
		boolean toHead = after == null || size == found.size();
		return new HistoryPage(page, toHead ? head() : page.get(size - 1).position());
	}

	private @Nullable Position head() {
		return this.events.isEmpty() ? null : this.events.get(this.events.size() - 1).position();
	}

	private void requireAvailable(Position after) {
		if (!after.topic().equals(this.topic) || after.partition() != 0) {
			throw new PositionUnavailableException(Reason.FOREIGN, "Position " + after + " is of another topic");
		}
		if (after.offset() < FIRST_OFFSET - 1) {
			throw new PositionUnavailableException(Reason.EXPIRED, "What followed position " + after + " is gone");
		}
		if (after.offset() >= this.next) {
			throw new PositionUnavailableException(Reason.AHEAD, "Position " + after + " is ahead of the log");
		}
	}

	@Override
	public void flush() {
	}

}
