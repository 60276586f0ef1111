package io.github.dualstream.autoconfigure.projection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.autoconfigure.actuator.StatusOperation;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.Projections;
import org.jspecify.annotations.Nullable;

/**
 * Status of the projections; the operations {@code rebuild}, {@code cancel},
 * {@code pause} and {@code resume} take the name of one, and {@code skip} an event that
 * one waits at: {@code name:topic:partition:offset:event-id}.
 */
final class ProjectionsStatus implements StatusContributor {

	/** An event id may contain colons. */
	private static final Pattern EVENT = Pattern.compile("(?<name>[^:]+):(?<position>[^:]+:[^:]+:[^:]+)(:(?<id>.+))?");

	private final Projections projections;

	/**
	 * Create the part.
	 * @param projections the projections to show
	 */
	ProjectionsStatus(Projections projections) {
		this.projections = projections;
	}

	@Override
	public String name() {
		return "projections";
	}

	@Override
	public Object status() {
		Map<String, ProjectionStatus> status = new LinkedHashMap<>();
		new TreeSet<>(this.projections.names()).forEach((name) -> status.put(name, this.projections.status(name)));
		return status;
	}

	@Override
	public Map<String, StatusOperation> operations() {
		return Map.of("rebuild", (name) -> apply(this.projections::rebuild, name), "cancel",
				(name) -> apply(this.projections::cancel, name), "pause",
				(name) -> apply(this.projections::pause, name), "resume",
				(name) -> apply(this.projections::resume, name), "skip", this::skip);
	}

	private ProjectionStatus skip(@Nullable String event) {
		Matcher matcher = EVENT.matcher((event != null) ? event : "");
		if (!matcher.matches()) {
			throw new IllegalArgumentException(
					"is not of the form name:topic:partition:offset:event-id; the event id is"
							+ " left out if the failure shows none");
		}
		return this.projections.skip(matcher.group("name"), Position.parse(matcher.group("position")),
				matcher.group("id"));
	}

	private ProjectionStatus apply(Function<String, ProjectionStatus> operation, @Nullable String name) {
		if (name == null) {
			throw new IllegalArgumentException(
					"is missing: give the name of a projection; there are " + new TreeSet<>(this.projections.names()));
		}
		return operation.apply(name);
	}

}
