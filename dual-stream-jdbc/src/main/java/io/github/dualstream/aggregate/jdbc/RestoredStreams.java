package io.github.dualstream.aggregate.jdbc;

import java.util.List;

import io.github.dualstream.Source;

/**
 * Outcome of a restore.
 *
 * @param restored number of events that were added to the table
 * @param present number of records whose events were in the table already
 * @param incomplete sources whose streams have gaps, such as those whose first events the
 * log does not retain any more; at most 100
 * @param conflicting sources with another event than the log at a version, or with two
 * events at one version in the log, because events were appended after the loss; their
 * later records were not restored
 */
public record RestoredStreams(long restored, long present, List<Source> incomplete, List<Source> conflicting) {

	public RestoredStreams {
		incomplete = List.copyOf(incomplete);
		conflicting = List.copyOf(conflicting);
	}

}
