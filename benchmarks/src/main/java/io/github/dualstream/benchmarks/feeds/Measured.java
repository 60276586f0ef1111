package io.github.dualstream.benchmarks.feeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that was measured.
 *
 * @param fanOut in process
 * @param latency from publish to the client, over HTTP
 * @param streams many clients of one source, over HTTP
 * @param heapPerClient bytes, by how many clients of whom
 * @param reconnects clients that came back
 */
record Measured(List<FanOutRound> fanOut, List<Delivered> latency, List<StreamRound> streams,
		Map<String, Long> heapPerClient, List<Reconnect> reconnects) {

	Measured() {
		this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
	}

}
