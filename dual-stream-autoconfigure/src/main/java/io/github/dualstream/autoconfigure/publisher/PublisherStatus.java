package io.github.dualstream.autoconfigure.publisher;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.publisher.BacklogMonitor;
import io.github.dualstream.publisher.BacklogState;
import io.github.dualstream.publisher.LogPublisher;
import io.github.dualstream.transport.TopicRouting;

/**
 * Status of the publisher: its topics and the publishes in flight.
 */
final class PublisherStatus implements StatusContributor {

	private final LogPublisher publisher;

	private final TopicRouting routing;

	private final BacklogMonitor backlog;

	/**
	 * Create the part.
	 * @param publisher the publisher to show
	 * @param routing topics of source types
	 * @param backlog monitor of the publishes in flight
	 */
	PublisherStatus(LogPublisher publisher, TopicRouting routing, BacklogMonitor backlog) {
		this.publisher = publisher;
		this.routing = routing;
		this.backlog = backlog;
	}

	@Override
	public String name() {
		return "publisher";
	}

	@Override
	public Object status() {
		BacklogState state = this.backlog.state();
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("running", this.publisher.isRunning());
		status.put("defaultTopic", this.routing.defaultTopic());
		status.put("topics", this.routing.topics());
		status.put("inFlight", this.publisher.backlog().inFlight());
		status.put("bufferedBytes", state.bufferedBytes());
		status.put("bufferCapacityBytes", state.bufferCapacityBytes());
		status.put("ratePerSecond", state.ratePerSecond());
		status.put("latencyMillis", state.latency().toNanos() / 1e6);
		status.put("load", state.load());
		status.put("level", state.level().name().toLowerCase(Locale.ROOT));
		return status;
	}

}
