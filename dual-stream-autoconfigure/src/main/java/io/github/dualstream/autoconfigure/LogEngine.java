package io.github.dualstream.autoconfigure;

/**
 * Engine that can hold the log.
 */
public enum LogEngine {

	/** Kafka, through Spring Kafka. */
	KAFKA("io.github.dualstream.transport.kafka.KafkaEventLog", "io.github.dualstream:dual-stream-kafka"),

	/** Memory of this process: nothing survives a restart. */
	MEMORY("io.github.dualstream.transport.memory.InMemoryLog", "io.github.dualstream:dual-stream-memory");

	private final String requiredClass;

	private final String dependency;

	LogEngine(String requiredClass, String dependency) {
		this.requiredClass = requiredClass;
		this.dependency = dependency;
	}

	/**
	 * Return a class that is on the class path exactly if the engine can be used.
	 * @return name of the class
	 */
	public String requiredClass() {
		return this.requiredClass;
	}

	/**
	 * Return the dependency that brings the engine.
	 * @return group and artifact
	 */
	public String dependency() {
		return this.dependency;
	}

}
