import { Feed } from "./feed.js";
import { EventList } from "./list.js";
import { startMetrics } from "./metrics.js";
import { startOrders } from "./orders.js";
import { currentSource, learn, showSource, startPicker, suggest } from "./sources.js";
import { pollStats } from "./stats.js";
import { startTraffic } from "./traffic.js";

const POLL_MILLIS = 3000;

const $ = (id) => document.getElementById(id);
const health = { kafka: "unknown", redis: "unknown" };
const list = new EventList($("list"), (after, limit) => feed.read(after, limit), learn);
let feed;
let stream = "connecting";
let wasReset = false;
let isEmpty = true;

function watch() {
	const source = currentSource();
	feed?.close();
	list.clear();
	isEmpty = true;
	showSource(source);
	wasReset = false;
	feed = new Feed(source, received, (state) => {
		stream = state;
		showState();
	}, reset);
	void pollStats();
}

/** The server cannot go on where this page was, and sends the recent events anew. */
function reset(reason) {
	console.info(`The feed begins anew: ${reason}`);
	wasReset = true;
	list.clear();
	showState();
}

function received(events) {
	isEmpty = isEmpty && events.length === 0;
	$("empty").hidden = $("empty").hidden || !isEmpty;
	list.add(events);
}

async function pollHealth() {
	try {
		const components = (await (await fetch("actuator/health")).json()).components?.dualStream?.components ?? {};
		health.kafka = components.kafka?.status ?? "unknown";
		health.redis = components.redis?.status ?? "unknown";
	}
	catch {
		health.kafka = health.redis = "unknown";
	}
	showState();
	if (stream === "offline") {
		await feed.refresh().catch((error) => console.warn("The recent events could not be read", error));
	}
	setTimeout(pollHealth, POLL_MILLIS);
}

function isUp(status) {
	return status === "UP" || status === "unknown";
}

function showState() {
	showPart("kafka");
	showPart("redis");
	const [state, word, sentence] = feedState();
	pill("feed", state, word);
	$("empty").hidden = !isEmpty || stream === "connecting" || state === "down";
	$("banner").dataset.state = state;
	if ($("banner").textContent !== sentence) {
		$("banner").textContent = sentence;
	}
}

function feedState() {
	if (!isUp(health.kafka)) {
		return ["down", "off", "Kafka is down: nothing can be published or read until it is back."];
	}
	if (stream === "connecting") {
		return ["wait", "connecting", "Connecting…"];
	}
	if (stream === "offline") {
		return ["down", "offline", "Offline: the server does not answer. Trying again…"];
	}
	if (stream === "catching up") {
		return ["wait", "catching up", "Catching up: reading what happened in the meantime."];
	}
	if (!isUp(health.redis)) {
		return ["wait", "slower", "Redis is down: new events come from Kafka, up to a second later."];
	}
	if (wasReset) {
		return ["up", "live, reset", "Live. What was shown before could not be continued; these are the recent events."];
	}
	return ["up", "live", "Live: new events appear by themselves."];
}

function showPart(name) {
	const status = health[name];
	if (status === "unknown") {
		pill(name, "unknown", "unknown");
	}
	else {
		pill(name, isUp(status) ? "up" : "down", isUp(status) ? "up" : "down");
	}
}

function pill(name, state, word) {
	const element = $(`state-${name}`);
	element.dataset.state = state;
	element.querySelector("b").textContent = word;
}

addEventListener("hashchange", watch);
startPicker();
watch();
void pollHealth();
setInterval(pollStats, POLL_MILLIS);
startMetrics();
startTraffic((repositories) => repositories.forEach((repository) => suggest("repo", repository)));
startOrders((order) => suggest("order", order));
