package io.github.dualstream.codec;

/**
 * Format of records. Readers recognise both formats, so a topic may change its format.
 */
public enum WireFormat {

	/**
	 * CloudEvents 1.0 in the binary mode of its <a href=
	 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
	 * protocol binding</a>: metadata in {@code ce_} headers, the value is the data alone.
	 * Readable by the CloudEvents SDKs, and routable without parsing the value.
	 */
	CLOUDEVENTS,

	/**
	 * One JSON object that holds metadata and data. For consumers that only see the
	 * value, such as a sink that copies values to files.
	 */
	ENVELOPE

}
