package io.github.dualstream.transport;

/**
 * Thrown for a record that the log's client cannot read, such as one that does not fit
 * into memory. Reading can continue after it.
 */
public final class UnreadableOffsetException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient LogPartition partition;

	private final long offset;

	/**
	 * Create the exception.
	 * @param partition partition of the record
	 * @param offset offset of the record
	 * @param cause the failure reported by the log's client
	 */
	public UnreadableOffsetException(LogPartition partition, long offset, Throwable cause) {
		super("The record at offset " + offset + " of partition " + partition + " cannot be read: " + cause, cause);
		this.partition = partition;
		this.offset = offset;
	}

	/**
	 * Partition of the record.
	 * @return the partition
	 */
	public LogPartition partition() {
		return this.partition;
	}

	/**
	 * Offset of the record. Everything below it has been read.
	 * @return the offset
	 */
	public long offset() {
		return this.offset;
	}

}
