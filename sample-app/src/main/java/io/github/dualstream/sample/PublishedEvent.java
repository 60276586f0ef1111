package io.github.dualstream.sample;

import io.github.dualstream.Event;
import io.github.dualstream.PublishOutcome;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the answer to a delivery says about one of its events.
 *
 * @param id id of the event
 * @param source what the event is about, as {@code type:id}
 * @param position where it lies in the log, if the log acknowledged it
 * @param problem why it was not acknowledged, otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublishedEvent(String id, String source, @Nullable String position, @Nullable String problem) {

	static PublishedEvent of(PublishOutcome outcome) {
		Event event = outcome.event();
		return new PublishedEvent(event.id(), event.source().toString(),
				(outcome.result() != null) ? outcome.result().position().toString() : null,
				(outcome.failure() != null) ? outcome.failure().getMessage() : null);
	}

}
