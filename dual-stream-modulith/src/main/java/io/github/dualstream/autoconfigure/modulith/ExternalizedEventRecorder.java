package io.github.dualstream.autoconfigure.modulith;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.applicationevent.EventPayloads;
import io.github.dualstream.applicationevent.ReceivedEvent;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.modulith.events.EventExternalizationConfiguration;

/**
 * Listener that stores externalized events in the outbox, on the thread that publishes
 * them and within its transaction.
 */
final class ExternalizedEventRecorder implements ApplicationListener<PayloadApplicationEvent<?>> {

	private final EventExternalizationConfiguration configuration;

	private final ExternalizedEvents events;

	private final DualStreamPublisher publisher;

	/**
	 * Create the listener.
	 * @param configuration selection, mapping and routing of the payloads
	 * @param events events of the payloads
	 * @param publisher publisher that stores them
	 */
	ExternalizedEventRecorder(EventExternalizationConfiguration configuration, ExternalizedEvents events,
			DualStreamPublisher publisher) {
		this.configuration = configuration;
		this.events = events;
		this.publisher = publisher;
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<?> published) {
		Object payload = published.getPayload();
		if (published instanceof ReceivedEvent<?> || EventPayloads.annotationOf(payload.getClass()) != null
				|| !this.configuration.supports(payload)) {
			return;
		}
		this.publisher
			.publish(this.events.eventOf(this.configuration.map(payload), this.configuration.determineTarget(payload)));
	}

}
