package io.github.dualstream.autoconfigure.feed;

import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration that fails the startup if the web endpoints are enabled and cannot
 * be served, for any reason, which would otherwise go unnoticed.
 */
@AutoConfiguration(after = DualStreamWebAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("dual-stream.web.enabled")
@ConditionalOnMissingBean(type = "io.github.dualstream.feed.web.EventQueryController")
@Lazy(false)
public final class DualStreamWebUnservedAutoConfiguration {

	DualStreamWebUnservedAutoConfiguration(ConfigurableListableBeanFactory beans) {
		throw new WebEndpointsUnservedException(reason(beans));
	}

	private static String reason(ConfigurableListableBeanFactory beans) {
		Map<String, ConditionAndOutcomes> conditions = ConditionEvaluationReport.get(beans)
			.getConditionAndOutcomesBySource();
		ConditionAndOutcomes outcomes = conditions.get(WebConfiguration.class.getName());
		if (outcomes == null) {
			return "their auto-configuration is excluded";
		}
		return outcomes.stream()
			.filter((outcome) -> !outcome.getOutcome().isMatch())
			.map((outcome) -> outcome.getOutcome().getMessage())
			.findFirst()
			.orElse("there is no EventQueryController bean");
	}

}
