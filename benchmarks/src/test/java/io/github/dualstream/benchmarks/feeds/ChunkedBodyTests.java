package io.github.dualstream.benchmarks.feeds;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChunkedBodyTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 7, 100 })
	void whereverTheBytesAreCutTheChunksArePutTogether(int cut) {
		byte[] body = "5\r\nid:1\n\r\n18\r\ndata:{\"id\":\"e1-2\"}\n\nid:3\r\n2\r\n\n\n\r\n"
			.getBytes(StandardCharsets.US_ASCII);
		ChunkedBody chunked = new ChunkedBody(true);
		StringBuilder decoded = new StringBuilder();
		for (int from = 0; from < body.length; from += cut) {
			byte[] piece = new byte[200];
			int count = Math.min(cut, body.length - from);
			System.arraycopy(body, from, piece, 10, count);
			int end = chunked.decode(piece, 10, 10 + count);
			decoded.append(new String(piece, 10, end - 10, StandardCharsets.US_ASCII));
		}
		assertThat(decoded).hasToString("id:1\ndata:{\"id\":\"e1-2\"}\n\nid:3\n\n");
	}

}
