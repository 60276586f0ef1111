package io.github.dualstream.transport;

/**
 * The room for events that were appended and are not acknowledged. Thread-safe.
 */
public interface AppendBuffer {

	/** For a log that does not tell. */
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
	 * How much of it is in use.
	 * @return bytes
	 */
	long usedBytes();

	/**
	 * How much there is. Once it is full, an append has to wait.
	 * @return bytes; 0 while that is not known
	 */
	long capacityBytes();

}
