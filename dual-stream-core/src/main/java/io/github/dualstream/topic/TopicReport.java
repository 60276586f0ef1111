package io.github.dualstream.topic;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.TopicAdministrationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs the findings about topics, each of them once. For one thread.
 */
final class TopicReport {

	private static final int MAX_CAUSE = 512;

	private static final Logger logger = LoggerFactory.getLogger(TopicReport.class);

	private final TopicStrategy strategy;

	private final Set<String> reported = new HashSet<>();

	TopicReport(TopicStrategy strategy) {
		this.strategy = strategy;
	}

	void planned(TopicPlan plan) {
		plan.steps().forEach((step) -> once(Level.INFO, "planned: " + step));
	}

	void done(TopicStep step) {
		logger.info("Topics: done: {}", step);
	}

	void failed(TopicAdministrationException failure, Duration retry) {
		String consequence = failure.isDenied() ? "this application is not authorized; an administrator has to do it"
				: "retrying every " + retry.toSeconds() + " s";
		once(Level.WARN, consequence + ": " + PrintableText.of(failure.getMessage(), MAX_CAUSE));
	}

	void found(TopicPlan plan) {
		plan.missing()
			.forEach((topic) -> once(Level.ERROR,
					"topic '%s' does not exist and is not created, because %s; until then, nothing can be published to it"
						.formatted(topic, reasonNotToCreate())));
		plan.drift().forEach((difference) -> once(Level.WARN, difference.toString()));
		plan.problems().forEach((problem) -> once(Level.ERROR, problem));
	}

	private String reasonNotToCreate() {
		return this.strategy.creates() ? "topics are created only when the application starts"
				: "dual-stream.topic-management.strategy is " + SettingWords.spell(this.strategy);
	}

	private void once(Level level, String finding) {
		if (this.reported.add(finding)) {
			logger.atLevel(level).log("Topics: {}", finding);
		}
	}

}
