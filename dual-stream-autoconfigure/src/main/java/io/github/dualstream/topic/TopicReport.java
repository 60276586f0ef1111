package io.github.dualstream.topic;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.dualstream.transport.TopicAdministrationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what was found out about topics, each finding once. For one thread.
 */
final class TopicReport {

	private static final Logger logger = LoggerFactory.getLogger(TopicReport.class);

	private final Set<String> reported = new HashSet<>();

	void planned(TopicPlan plan) {
		plan.steps().forEach((step) -> once(Level.INFO, "planned: " + step));
	}

	void done(TopicStep step) {
		logger.info("Topics: done: {}", step);
	}

	void failed(TopicAdministrationException failure, Duration retry) {
		String consequence = failure.isDenied() ? "this application may not do so, somebody else must"
				: "trying again every " + retry.toSeconds() + " s";
		once(Level.WARN, consequence + ": " + failure.getMessage());
	}

	void found(TopicPlan plan) {
		plan.missing()
			.forEach((topic) -> once(Level.ERROR,
					("topic '%s' does not exist and is not created, because dual-stream.topic-management.strategy is %s; "
							+ "until somebody creates it, nothing can be published to it")
						.formatted(topic, SettingWords.spell(plan.strategy()))));
		plan.drift().forEach((difference) -> once(Level.WARN, difference.toString()));
		plan.problems().forEach((problem) -> once(Level.ERROR, problem));
	}

	private void once(Level level, String finding) {
		if (this.reported.add(finding)) {
			logger.atLevel(level).log("Topics: {}", finding);
		}
	}

}
