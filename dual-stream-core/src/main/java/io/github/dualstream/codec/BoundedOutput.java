package io.github.dualstream.codec;

import java.io.ByteArrayOutputStream;

/**
 * In-memory output up to a limit. Uses no excess memory if everything is written in one
 * piece, as Jackson does with a few kilobytes.
 */
final class BoundedOutput extends ByteArrayOutputStream {

	private final int limit;

	private boolean full;

	BoundedOutput(int limit) {
		super(0);
		this.limit = limit;
	}

	@Override
	public synchronized void write(int b) {
		requireRoom(1);
		super.write(b);
	}

	@Override
	public synchronized void write(byte[] bytes, int offset, int length) {
		requireRoom(length);
		super.write(bytes, offset, length);
	}

	/**
	 * Return the buffer itself if the bytes fill it, since nothing is written after that.
	 */
	@Override
	public synchronized byte[] toByteArray() {
		return (this.count == this.buf.length) ? this.buf : super.toByteArray();
	}

	private void requireRoom(int length) {
		if (length > this.limit - this.count) {
			this.full = true;
			throw new FullException();
		}
	}

	/** Whether something did not fit. */
	synchronized boolean isFull() {
		return this.full;
	}

	static final class FullException extends RuntimeException {

		FullException() {
			super("output is full", null, false, false);
		}

	}

}
