package io.github.dualstream.autoconfigure.notification;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.publisher.DispatcherSettings;
import io.github.dualstream.publisher.NotificationDispatcher;

/**
 * Status of the notification dispatcher.
 */
final class DispatcherStatus implements StatusContributor {

	private final NotificationDispatcher dispatcher;

	/**
	 * Create the part.
	 * @param dispatcher the dispatcher to show
	 */
	DispatcherStatus(NotificationDispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	@Override
	public String name() {
		return "dispatcher";
	}

	@Override
	public Object status() {
		DispatcherSettings settings = this.dispatcher.settings();
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("queued", this.dispatcher.queueSize());
		status.put("queueCapacity", settings.queueCapacity());
		status.put("overflow", settings.overflow().name().toLowerCase(Locale.ROOT).replace('_', '-'));
		status.put("maxBatch", settings.maxBatch());
		return status;
	}

}
