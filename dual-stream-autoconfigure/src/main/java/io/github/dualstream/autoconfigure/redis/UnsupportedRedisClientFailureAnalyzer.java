package io.github.dualstream.autoconfigure.redis;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for an {@link UnsupportedRedisClientException}.
 */
final class UnsupportedRedisClientFailureAnalyzer extends AbstractFailureAnalyzer<UnsupportedRedisClientException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsupportedRedisClientException cause) {
		return new FailureAnalysis(
				"dual-stream publishes notifications through Lettuce, derived from the application's "
						+ "LettuceConnectionFactory, and there is none, or there are several and none is primary.",
				"Set 'spring.data.redis.client-type' to 'lettuce', mark one LettuceConnectionFactory bean as primary, "
						+ "or set 'dual-stream.redis.enabled' to 'false' for the durable stream only.",
				cause);
	}

}
