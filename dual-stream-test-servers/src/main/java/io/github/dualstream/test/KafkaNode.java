package io.github.dualstream.test;

/**
 * One broker and controller, and the ports of 127.0.0.1 that it keeps.
 */
record KafkaNode(int id, int port, int controllerPort) {

	String bootstrapServers() {
		return FreePort.HOST + ":" + this.port;
	}

	String broker() {
		return "BROKER://" + bootstrapServers();
	}

	String controller() {
		return "CONTROLLER://" + FreePort.HOST + ":" + this.controllerPort;
	}

	String voter() {
		return this.id + "@" + FreePort.HOST + ":" + this.controllerPort;
	}

}
