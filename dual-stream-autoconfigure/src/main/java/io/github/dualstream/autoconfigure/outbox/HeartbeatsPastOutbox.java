package io.github.dualstream.autoconfigure.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.heartbeat.HeartbeatSettings;

/**
 * Publisher that sends heartbeats directly to the log: they belong to no transaction, and
 * a heartbeat that waits in the outbox would not prove that the log accepts events now.
 *
 * @param outbox publisher of all other events
 * @param direct publisher of heartbeats
 */
record HeartbeatsPastOutbox(DualStreamPublisher outbox, DualStreamPublisher direct) implements DualStreamPublisher {

	@Override
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		boolean isBeat = event != null && event.sourceType().equals(HeartbeatSettings.SOURCE_TYPE);
		return (isBeat ? this.direct : this.outbox).publishAsync(event);
	}

	@Override
	public List<CompletableFuture<PublishResult>> publishAllAsync(List<Event> events) {
		return this.outbox.publishAllAsync(events);
	}

}
