package io.github.dualstream.publisher;

import java.io.ByteArrayOutputStream;

/**
 * Bytes in memory up to a limit.
 */
final class BoundedOutput extends ByteArrayOutputStream {

	private final int limit;

	private boolean full;

	BoundedOutput(int limit) {
		super(512);
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
