package io.github.dualstream.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.dualstream.transport.TopicSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TopicTemplates} and {@link TopicRules}.
 */
class TopicTemplatesTests {

	@ParameterizedTest
	@CsvSource({ "business.*,business.orders,true", "business.*,business.,true", "business.*,businessXorders,false",
			"*,anything,true", "*.dlt,orders.dlt,true", "*.dlt,orders.dlt.x,false", "a*b*c,aXbYc,true",
			"a*b*c,acb,false", "orders,orders,true", "orders,orders2,false", "a+*,aaa,false" })
	void aWildcardStandsForAnyCharactersAndAllElseForItself(String pattern, String topic, boolean matches) {
		assertThat(template(pattern, TopicSettings.NONE).matches(topic)).isEqualTo(matches);
	}

	@Test
	void eachSettingComesFromTheMostSpecificTemplateThatHasIt() {
		TopicTemplates templates = new TopicTemplates(List.of(template("*", settings(1, 3, Duration.ofDays(1))),
				template("business.orders", settings(7, null, null)),
				template("business.*", settings(2, null, Duration.ofDays(2)))));
		TopicSettings orders = templates.resolve("business.orders", TopicSettings.NONE).settings();
		assertThat(orders.partitions()).isEqualTo(7);
		assertThat(orders.retention()).isEqualTo(Duration.ofDays(2));
		assertThat(orders.replicas()).isEqualTo(3);
		assertThat(templates.resolve("other", settings(9, null, null)).settings().partitions()).isEqualTo(1);
		assertThat(templates.names()).containsExactly("business.orders");
	}

	@Test
	void templatesOfOnePatternCompleteEachOtherInTheirOrder() {
		TopicTemplates templates = new TopicTemplates(List.of(template("orders", settings(7, null, null)),
				TopicTemplate.builder("orders").preset(TopicPreset.HIGH_THROUGHPUT).replicas(3).build()));
		assertThat(templates.resolve("orders", TopicSettings.NONE).settings()).isEqualTo(settings(7, 3, null));
		assertThat(templates.names()).containsExactly("orders");
	}

	@Test
	void theModeOfABuilderGivesTheRetentionUnlessOneIsSet() {
		TopicTemplate.Builder builder = TopicTemplate.builder("beats").mode(TopicMode.EPHEMERAL);
		assertThat(builder.build().settings().retention()).isEqualTo(Duration.ofHours(1));
		assertThat(builder.retention(Duration.ofHours(2)).build().settings().retention())
			.isEqualTo(Duration.ofHours(2));
	}

	@Test
	void eachRuleComesFromTheMostSpecificPatternThatHasIt() {
		TopicRulesByPattern rules = new TopicRulesByPattern(new TopicRules(3, Duration.ofDays(30), null, null),
				Map.of("*-dlt", new TopicRules(null, Duration.ofDays(90), null, null), "orders-*",
						new TopicRules(2, Duration.ofDays(7), null, null)));
		assertThat(rules.of("orders-dlt")).isEqualTo(new TopicRules(2, Duration.ofDays(7), null, null));
		assertThat(rules.of("users-dlt")).isEqualTo(new TopicRules(3, Duration.ofDays(90), null, null));
		assertThat(rules.of("users")).isEqualTo(new TopicRules(3, Duration.ofDays(30), null, null));
	}

	@Test
	void whenNoTemplateHasASettingThenItsDefaultIsTaken() {
		TopicTemplates templates = new TopicTemplates(List.of(template("x", settings(null, 2, null))));
		assertThat(templates.resolve("x", settings(9, 9, null)).settings()).isEqualTo(settings(9, 2, null));
		assertThat(templates.resolve("y", TopicSettings.NONE).settings()).isEqualTo(TopicSettings.NONE);
	}

	@Test
	void whenATopicHasAModeOfItsOwnThenOnlyItsNameChangesModeAndRetention() {
		TopicTemplate pattern = new TopicTemplate("*", settings(3, 2, Duration.ofDays(9)), TopicMode.PERSISTENT, null);
		TopicSettings defaults = settings(1, null, Duration.ofHours(1));
		Topic byPattern = new TopicTemplates(List.of(pattern)).resolve("beats", defaults, TopicMode.EPHEMERAL);
		assertThat(byPattern.mode()).isEqualTo(TopicMode.EPHEMERAL);
		assertThat(byPattern.settings()).isEqualTo(settings(3, 2, Duration.ofHours(1)));
		TopicTemplate name = new TopicTemplate("beats", settings(null, null, Duration.ofDays(2)), TopicMode.PERSISTENT,
				null);
		Topic byName = new TopicTemplates(List.of(pattern, name)).resolve("beats", defaults, TopicMode.EPHEMERAL);
		assertThat(byName.mode()).isEqualTo(TopicMode.PERSISTENT);
		assertThat(byName.settings().retention()).isEqualTo(Duration.ofDays(2));
	}

	@Test
	void whenTwoPatternsAreEquallySpecificThenBothAreNamed() {
		TopicTemplates templates = new TopicTemplates(
				List.of(template("a*c", TopicSettings.NONE), template("ab*", TopicSettings.NONE)));
		assertThat(templates.resolve("a-c", TopicSettings.NONE).name()).isEqualTo("a-c");
		assertThatIllegalArgumentException().isThrownBy(() -> templates.resolve("abc", TopicSettings.NONE))
			.withMessageContaining("'a*c'")
			.withMessageContaining("'ab*'")
			.withMessageContaining("'abc'");
	}

	@Test
	void rulesAreBrokenByOtherValuesAndByNone() {
		TopicRules rules = new TopicRules(3, Duration.ofDays(30), TopicMode.PERSISTENT, Pattern.compile("[a-z]+"));
		assertThat(
				rules.violations(new Topic("orders", settings(1, 3, Duration.ofDays(30)), TopicMode.PERSISTENT, null)))
			.isEmpty();
		assertThat(
				rules.violations(new Topic("Orders", settings(1, 2, TopicSettings.FOREVER), TopicMode.EPHEMERAL, null)))
			.extracting((violation) -> violation.rule() + ": " + violation.problem())
			.containsExactly("min-replicas: has 2 replicas", "max-retention: has a retention of forever",
					"mode: has mode ephemeral", "name-pattern: has a name that does not match");
		assertThat(rules.violations(new Topic("orders", TopicSettings.NONE, null, null)))
			.extracting(TopicRules.Violation::problem)
			.containsExactly("has no number of replicas", "has no retention", "has no mode");
		assertThat(TopicRules.NONE.violations(new Topic("orders", TopicSettings.NONE, null, null))).isEmpty();
	}

	private static TopicTemplate template(String pattern, TopicSettings settings) {
		return new TopicTemplate(pattern, settings, null, null);
	}

	private static TopicSettings settings(Integer partitions, Integer replicas, Duration retention) {
		return new TopicSettings(partitions, replicas, null, retention, null, null, null, Map.of());
	}

}
