package io.github.dualstream.benchmarks.feeds;

/**
 * Takes the sizes of chunks out of the body of an answer. For one thread.
 */
final class ChunkedBody {

	private final boolean chunked;

	/** How much of the current chunk is to come, with the line break behind it. */
	private int left;

	private int size;

	/**
	 * Create a body.
	 * @param chunked whether it is in chunks; else it stays as it is
	 */
	ChunkedBody(boolean chunked) {
		this.chunked = chunked;
	}

	/**
	 * Decode what comes next, in its place.
	 * @param bytes what came
	 * @param from where it begins
	 * @param to where it ends
	 * @return where what is left of it ends
	 */
	int decode(byte[] bytes, int from, int to) {
		if (!this.chunked) {
			return to;
		}
		int end = from;
		int i = from;
		while (i < to) {
			if (this.left == 0) {
				size(bytes[i]);
				i++;
				continue;
			}
			int count = Math.min(this.left, to - i);
			int data = Math.max(0, Math.min(count, this.left - 2));
			System.arraycopy(bytes, i, bytes, end, data);
			end += data;
			i += count;
			this.left -= count;
		}
		return end;
	}

	private void size(byte next) {
		if (next == '\n') {
			this.left = this.size + 2;
			this.size = 0;
		}
		else if (next != '\r') {
			this.size = this.size * 16 + Character.digit(next, 16);
		}
	}

}
