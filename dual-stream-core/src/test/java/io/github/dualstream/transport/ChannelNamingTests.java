package io.github.dualstream.transport;

import io.github.dualstream.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelNaming}.
 */
class ChannelNamingTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			PER_SOURCE, octocat/hello-world, events:repo:octocat/hello-world
			PER_SOURCE, a:b:c,               events:repo:a:b:c
			PER_SOURCE, *,                   events:repo:*
			PER_SOURCE, größe,               events:repo:größe
			PER_TYPE,   octocat/hello-world, events:repo
			PER_TYPE,   a:b:c,               events:repo
			""")
	void whenAStrategyIsChosenThenTheChannelIsNamedByIt(ChannelStrategy strategy, String sourceId, String channel) {
		assertThat(new ChannelNaming("events", strategy, 16).channelOf(new Source("repo", sourceId)))
			.isEqualTo(channel);
	}

	/** The buckets are those that another implementation of CRC-32 (zlib) gives. */
	@ParameterizedTest
	@CsvSource({ "octocat/hello-world, 3614143303", "42, 841265288", "größe, 1540598153" })
	void whenChannelsAreBucketedThenTheBucketIsTheCrc32OfTheSourceId(String sourceId, long crc) {
		for (int buckets : new int[] { 1, 7, 16, 1024, Integer.MAX_VALUE }) {
			assertThat(new ChannelNaming("events", ChannelStrategy.BUCKETED, buckets)
				.channelOf(new Source("repo", sourceId))).isEqualTo("events:repo:~" + crc % buckets);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAChannelIsGivenThenItsSourceTypeIsFound(ChannelStrategy strategy) {
		ChannelNaming naming = new ChannelNaming("my.events", strategy, 16);
		assertThat(naming.sourceTypeOf(naming.channelOf(new Source("repo", "octocat/hello-world")))).isEqualTo("repo");
		assertThat(naming.sourceTypeOf(naming.channelOf(new Source("repo", "user:42")))).isEqualTo("repo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x:order", ":", "order:99:x", "~3" })
	void whenASourceIdLooksLikeAChannelThenItIsNotTheChannelOfAnotherSource(String sourceId) {
		ChannelNaming naming = new ChannelNaming("events", ChannelStrategy.PER_SOURCE, 1);
		assertThat(naming.sourceTypeOf(naming.channelOf(new Source("order", sourceId)))).isEqualTo("order");
		assertThat(naming.channelOf(new Source("order", sourceId)))
			.isNotEqualTo(naming.channelOf(new Source("order", sourceId + ":")));
	}

	@Test
	void whenSourcesAreManyThenTheBucketsShareThem() {
		ChannelNaming naming = new ChannelNaming("events", ChannelStrategy.BUCKETED, 8);
		int[] counts = new int[8];
		for (int i = 0; i < 8000; i++) {
			String channel = naming.channelOf(new Source("repo", "octocat/repo-" + i));
			counts[Integer.parseInt(channel.substring(channel.indexOf('~') + 1))]++;
		}
		for (int count : counts) {
			assertThat(count).isBetween(800, 1200);
		}
	}

}
