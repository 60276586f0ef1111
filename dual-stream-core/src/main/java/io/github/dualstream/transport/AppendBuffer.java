package io.github.dualstream.transport;

/**
 * Buffer of events that were appended and are not acknowledged. Thread-safe.
 */
public interface AppendBuffer {

	/** Buffer of a log that does not provide this information. */
	AppendBuffer UNKNOWN = new AppendBuffer() {

		@Override
		public long usedBytes() {
			return 0;
		}

		@Override
		public long capacityBytes() {
			return 0;
		}

	};

	/**
	 * Used size of the buffer.
	 * @return number of bytes
	 */
	long usedBytes();

	/**
	 * Capacity of the buffer. Once it is full, an append has to wait.
	 * @return number of bytes; 0 while unknown
	 */
	long capacityBytes();

}
