package io.github.dualstream.contract;

import java.util.Locale;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;

/**
 * Execution of one check that counts its steps, one for each keyword that is applied to a
 * value. A schema with few lines can need exponentially many: alternatives that refer to
 * each other are all tried at each level of the data.
 */
final class Steps extends ExecutionContext {

	private static final int PER_CHECK = 100_000;

	private static final int PER_BYTE = 50;

	/** Formats are rules, although the specification leaves that open. */
	private static final ExecutionConfig CONFIG = ExecutionConfig.builder()
		.formatAssertionsEnabled(true)
		.locale(Locale.ENGLISH)
		.build();

	private final long limit;

	private long steps;

	private Steps(long limit) {
		super(CONFIG);
		this.limit = limit;
	}

	static Steps forSize(int bytes) {
		return new Steps(PER_CHECK + (long) PER_BYTE * bytes);
	}

	@Override
	public void evaluationPathAddLast(String token) {
		if (++this.steps > this.limit) {
			throw new LimitException(this.limit);
		}
		super.evaluationPathAddLast(token);
	}

	/**
	 * Thrown when a check takes too many steps.
	 */
	@SuppressWarnings("serial")
	static final class LimitException extends RuntimeException {

		private final String problem;

		private LimitException(long limit) {
			super(null, null, false, false);
			this.problem = "takes more than " + limit + " steps to check";
		}

		@Override
		public String getMessage() {
			return this.problem;
		}

	}

}
