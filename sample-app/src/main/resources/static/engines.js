// The engines of log and notifications, with their state, by the application's health.

const LOGS = { kafka: "Kafka", jetstream: "JetStream", redisStreams: "Redis Streams", memoryLog: "Log in memory" };
const BUSES = { redis: "Redis", nats: "NATS", memoryBus: "Notifications in memory" };

/** Each with its name and whether it is up; undefined where the application has none. */
export async function readEngines() {
	const health = await (await fetch("actuator/health")).json();
	const parts = health.components?.dualStream?.components ?? {};
	return { log: engine(LOGS, parts), bus: engine(BUSES, parts) };
}

function engine(names, parts) {
	const part = Object.keys(names).find((name) => name in parts);
	return part && { name: names[part], isUp: parts[part].status === "UP" };
}
