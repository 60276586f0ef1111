// The events of the source that is watched, and the state of feed, log and notifications.

import { readEngines } from "./engines.js";
import { Feed } from "./feed.js";
import { EventList } from "./list.js";

const POLL_MILLIS = 3000;

const $ = (id) => document.getElementById(id);
let list;
let onArrival;
let engines;
let feed;
let stream = "idle";
let wasReset = false;
let isEmpty = true;

/**
 * @param onFull called with each event of the source that is watched, once it was read
 * @param onNew called when there are events of the source, read or not
 */
export function startLive(onFull, onNew = () => {}) {
	list = new EventList($("list"), (after, limit) => feed.read(after, limit), onFull);
	onArrival = onNew;
	void pollHealth();
}

/** Show the events of a source in place of those of another. */
export function watch(source) {
	feed?.close();
	list.clear();
	isEmpty = true;
	wasReset = false;
	feed = new Feed(source, received, (state) => {
		stream = state;
		showState();
	}, reset);
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
	onArrival();
}

async function pollHealth() {
	try {
		engines = await readEngines();
	}
	catch {
		engines = undefined;
	}
	showState();
	if (stream === "offline") {
		await feed.refresh().catch((error) => console.warn("The recent events could not be read", error));
	}
	setTimeout(pollHealth, POLL_MILLIS);
}

function showState() {
	showEngine("log");
	showEngine("bus");
	const [state, word, sentence] = feedState();
	pill("feed", state, word);
	$("empty").hidden = !isEmpty || stream === "connecting" || state === "down";
	$("banner").dataset.state = state;
	if ($("banner").textContent !== sentence) {
		$("banner").textContent = sentence;
	}
}

function feedState() {
	if (engines?.log?.isUp === false) {
		return ["down", "off", `${engines.log.name} is down: there are no new events until it is back.`];
	}
	if (stream === "idle") {
		return ["unknown", "idle", "Nothing is watched yet."];
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
	if (engines?.bus?.isUp === false) {
		return ["wait", "slower", `${engines.bus.name} is down: new events come from the log, up to a second later.`];
	}
	if (wasReset) {
		return ["up", "live, reset", "Live. What was shown before could not be continued; these are the recent events."];
	}
	return ["up", "live", "Live: new events appear by themselves."];
}

function showEngine(role) {
	const engine = engines?.[role];
	const state = engine ? (engine.isUp ? "up" : "down") : "unknown";
	pill(role, state, state);
	const item = $(`state-${role}`);
	// without notifications, there is nothing to show; while the application does not answer, the last name stays
	item.hidden = engines !== undefined && !engine;
	if (engine) {
		item.querySelector(".name").textContent = engine.name;
	}
}

function pill(name, state, word) {
	const element = $(`state-${name}`);
	element.dataset.state = state;
	element.querySelector("b").textContent = word;
}
