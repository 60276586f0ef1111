package io.github.dualstream.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.transport.Notification;

/**
 * A client that remembers what it was told; for one thread at a time.
 */
class RecordingListener implements FeedListener {

	private final List<Notification> received = new ArrayList<>();

	private final List<CloseReason> closed = new ArrayList<>();

	private int heartbeats;

	@Override
	public void onNotifications(List<Notification> notifications) throws IOException {
		this.received.addAll(notifications);
	}

	@Override
	public void onHeartbeat() throws IOException {
		this.heartbeats++;
	}

	@Override
	public void onClose(CloseReason reason) {
		this.closed.add(reason);
	}

	List<Notification> received() {
		return this.received;
	}

	List<String> ids() {
		return this.received.stream().map(Notification::eventId).toList();
	}

	List<CloseReason> closed() {
		return this.closed;
	}

	int heartbeats() {
		return this.heartbeats;
	}

}
