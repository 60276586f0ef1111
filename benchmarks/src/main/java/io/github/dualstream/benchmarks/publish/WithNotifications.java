package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.workload.Notifications;

/**
 * A contender whose notifications dual-stream counts.
 */
record WithNotifications(Contender contender, Notifications notifications) implements Contender {

	@Override
	public void publish(int events) throws InterruptedException, ExecutionException {
		this.notifications.expect(events);
		this.contender.publish(events);
	}

	@Override
	public void awaitNotifications() {
		this.notifications.awaitEnded();
	}

	@Override
	public long notificationsSent() {
		return this.notifications.sent();
	}

	@Override
	public boolean isSlow() {
		return this.contender.isSlow();
	}

}
